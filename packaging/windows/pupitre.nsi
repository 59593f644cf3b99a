; Installs Pupitre for one person, without administrator's rights. Defined by scripts/package.sh: VERSION, VERSION_NUMBERS, STAGE, OUT.
Target amd64-unicode # as the program: a Windows without 32 bits runs it too
SetCompressor /SOLID lzma
!include MUI2.nsh
!include FileFunc.nsh

Name "Pupitre"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\Pupitre"
InstallDirRegKey HKCU "Software\Pupitre" "InstallDir"
RequestExecutionLevel user
BrandingText "Pupitre ${VERSION}"

VIProductVersion "${VERSION_NUMBERS}"
VIAddVersionKey "ProductName" "Pupitre"
VIAddVersionKey "FileDescription" "Pupitre (installation)"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "LegalCopyright" "Apache License 2.0"

!define MUI_ICON "${STAGE}\icons\pupitre.ico"
!define MUI_UNICON "${STAGE}\icons\pupitre.ico"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\Pupitre"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "French"
!insertmacro MUI_LANGUAGE "English"

Section
  SetOutPath "$INSTDIR"
  File "${STAGE}\pupitre.exe"
  File "${STAGE}\pupitrectl.exe"
  File "${STAGE}\LICENSE.txt"
  File "${STAGE}\doc\THIRD-PARTY-LICENCES.txt"
  File "${STAGE}\doc\sbom.cdx.json"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\Pupitre.lnk" "$INSTDIR\pupitre.exe"
  WriteRegStr HKCU "Software\Pupitre" "InstallDir" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "Pupitre"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "Publisher" "Pupitre"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\pupitre.exe"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" "$0"
SectionEnd

; The person's data stays: it is in another folder, and may hold work that was not sent yet.
Section "Uninstall"
  Delete "$INSTDIR\pupitre.exe"
  Delete "$INSTDIR\pupitrectl.exe"
  Delete "$INSTDIR\LICENSE.txt"
  Delete "$INSTDIR\THIRD-PARTY-LICENCES.txt"
  Delete "$INSTDIR\sbom.cdx.json"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\Pupitre.lnk"
  DeleteRegKey HKCU "${UNINSTALL}"
  DeleteRegKey HKCU "Software\Pupitre"
SectionEnd
