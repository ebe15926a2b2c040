@echo off
rem Starts signcam from this folder, which may lie anywhere. Needs Java 17 or later, nothing else.
setlocal
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"
if not defined SIGNCAM_HOME set "SIGNCAM_HOME=%~dp0."
"%JAVA%" -version >nul 2>&1
if errorlevel 1 (
  echo signcam: there is no Java here; install JDK 17 or later, or set JAVA_HOME. 1>&2
  exit /b 1
)
"%JAVA%" -Dsigncam.home="%SIGNCAM_HOME%" -Dsigncam.natives="%~dp0natives" -Dfile.encoding=UTF-8 -Dai.djl.offline=true -Xmx3g %SIGNCAM_JAVA_OPTIONS% -jar "%~dp0signcam.jar" %*
exit /b %ERRORLEVEL%
