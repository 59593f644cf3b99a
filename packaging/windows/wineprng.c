/* Only for the check under Wine, whose version 8 lacks the source of randomness that Go asks Windows for (bcryptprimitives.dll). It is
   never part of a package. */
#include <windows.h>
#include <ntsecapi.h>

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE data, SIZE_T length)
{
	return RtlGenRandom(data, (ULONG)length);
}
