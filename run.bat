@echo off
rem Builds signcam when it has not been built, then starts it: without arguments the window,
rem else the command given (run.bat --help). After changing sources: mvn package -Dmaven.test.skip=true.
setlocal
if not exist "%~dp0target\signcam\signcam.jar" (
  echo Building signcam ^(the first time, some minutes and about 350 MB of libraries^) ... 1>&2
  call mvn -B -ntp -q -f "%~dp0pom.xml" package -Dmaven.test.skip=true 1>&2
  if errorlevel 1 (
    echo signcam: the build failed; the lines above say why. 1>&2
    exit /b 1
  )
)
set "SIGNCAM_HOME=%~dp0."
call "%~dp0target\signcam\signcam.bat" %*
exit /b %ERRORLEVEL%
