@echo off
rem Starts signcam from this folder, which may lie anywhere. Needs Java 17 or later, nothing else.
setlocal
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"
if not defined SIGNCAM_HOME set "SIGNCAM_HOME=%~dp0."
set "WINDOW="
if "%~1"=="" set "WINDOW=1"
if "%~1"=="live" set "WINDOW=1"
if "%~1"=="record" set "WINDOW=1"
rem As in signcam.sh: the window starts sooner and holds less.
set "QUICK="
if defined WINDOW set "QUICK=-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xms32m -XX:MinHeapFreeRatio=10 -XX:MaxHeapFreeRatio=30 -XX:-ShrinkHeapInSteps"
"%JAVA%" -Dsigncam.home="%SIGNCAM_HOME%" -Dsigncam.natives="%~dp0natives" -Dfile.encoding=UTF-8 -Dai.djl.offline=true -Xmx3g %QUICK% %SIGNCAM_JAVA_OPTIONS% -jar "%~dp0signcam.jar" %*
if %ERRORLEVEL% equ 9009 (
  echo signcam: there is no Java here; install JDK 17 or later, or set JAVA_HOME. 1>&2
  exit /b 1
)
exit /b %ERRORLEVEL%
