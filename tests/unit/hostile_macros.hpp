// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

// Macros of well-known headers, as these define them or much like it. They are for one source file,
// and so without an include guard. The list leaves out what breaks every use of the standard
// library or of Boost.Outcome: move, erase and clear of curses.h, error of Rinternals.h.

// <windows.h>, <minwindef.h>, <wingdi.h>, <winuser.h>, <winerror.h>, <rpcndr.h>, <objbase.h>
#define min(a, b) (((a) < (b)) ? (a) : (b))
#define max(a, b) (((a) > (b)) ? (a) : (b))
#define small char
#define hyper __int64
#define near
#define far
#define NEAR near
#define FAR far
#define cdecl
#define pascal
#define interface struct
#define IN
#define OUT
#define OPTIONAL
#define CONST const
#define VOID void
#define TRUE 1
#define FALSE 0
#define BOOL int
#define BYTE unsigned char
#define WORD unsigned short
#define DWORD unsigned long
#define CALLBACK
#define WINAPI
#define APIENTRY
#define PASCAL
#define STRICT 1
#define MAX_PATH 260
#define ERROR 0
#define NO_ERROR 0L
#define ERROR_SUCCESS 0L
#define ERROR_TIMEOUT 1460L
#define DELETE 0x00010000L
#define SYNCHRONIZE 0x00100000L
#define GENERIC_READ 0x80000000L
#define GENERIC_WRITE 0x40000000L
#define INFINITE 0xFFFFFFFF
#define IGNORE 0
#define OPAQUE 2
#define TRANSPARENT 1
#define ABSOLUTE 1
#define RELATIVE 2
#define ALTERNATE 1
#define WINDING 2
#define PASSTHROUGH 19
#define DOMAIN 1
#define SING 2
#define OVERFLOW 3
#define UNDERFLOW 4
#define TLOSS 5
#define PLOSS 6
#define THIS_FILE __FILE__
#define PURE = 0
#define THIS void
#define THIS_
#define GetObject GetObjectA
#define GetMessage GetMessageA
#define SendMessage SendMessageA
#define PostMessage PostMessageA
#define CreateFile CreateFileA
#define CopyFile CopyFileA
#define MoveFile MoveFileA
#define DeleteFile DeleteFileA
#define CreateEvent CreateEventA
#define CreateMutex CreateMutexA
#define CreateWindow CreateWindowA
#define FindText FindTextA
#define ReplaceText ReplaceTextA
#define DrawText DrawTextA
#define LoadImage LoadImageA
#define GetUserName GetUserNameA
#define GetClassName GetClassNameA
#define GetCurrentTime GetTickCount
#define GetEnvironmentVariable GetEnvironmentVariableA
#define PlaySound PlaySoundA
#define StartDoc StartDocA
#define Yield()
#define RGB(r, g, b) ((r) | ((g) << 8) | ((b) << 16))
#define TEXT(quote) quote
#define SUCCEEDED(hr) ((hr) >= 0)
#define FAILED(hr) ((hr) < 0)
#define S_OK 0L
#define E_FAIL 0x80004005L
#define STATUS_PENDING 0x103L
#define STATUS_TIMEOUT 0x102L
#define uuid_t UUID
#define NTDDI_VERSION 0x0A000000
#define UNICODE 1
#define REASON_UNKNOWN 0xFF
#define HTTP_STATUS_OK 200
#define HTTP_METHOD_GET 0

// <X11/X.h>, <X11/Xlib.h>, <X11/Xutil.h>
#define Status int
#define Bool int
#define True 1
#define False 0
#define None 0L
#define Success 0
#define Always 2
#define Above 0
#define Below 1
#define TopIf 2
#define BottomIf 3
#define Opposite 4
#define Complex 0
#define Nonconvex 1
#define Convex 2
#define CursorShape 0
#define KeyPress 2
#define KeyRelease 3
#define ButtonPress 4
#define FocusIn 9
#define FocusOut 10
#define Expose 12
#define DestroyNotify 17
#define MapRequest 20
#define CurrentTime 0L
#define ParentRelative 1L
#define CopyFromParent 0L
#define BadRequest 1
#define BadValue 2
#define BadMatch 8
#define BadAlloc 11
#define GrayScale 1
#define StaticColor 2
#define Unsorted 0
#define YSorted 1
#define LineSolid 0
#define FillSolid 0
#define ClipByChildren 0
#define IncludeInferiors 1
#define AllValues 0x000F
#define Button1 1
#define ControlMask (1 << 2)
#define RevertToParent 2
#define GrabSuccess 0
#define DefaultScreen(display) ((display)->default_screen)

// <AssertMacros.h>
#define check(assertion)
#define verify(assertion) ((void)(assertion))
#define require(assertion, label)
#define ncheck(assertion)
#define nverify(assertion)
#define nrequire(assertion, label)
#define check_noerr(code)
#define verify_noerr(code)
#define require_noerr(code, label)
#define require_action(assertion, label, action)
#define require_quiet(assertion, label)
#define verify_action(assertion, action)
#define require_string(assertion, label, text)
#define check_string(assertion, text)
#define debug_string(text)

// <Arduino.h>, <binary.h>, <avr/io.h>
#define HIGH 0x1
#define LOW 0x0
#define INPUT 0x0
#define OUTPUT 0x1
#define INPUT_PULLUP 0x2
#define PI 3.1415926535897932384626433832795
#define EULER 2.718281828459045235360287471352
#define SERIAL 0x0
#define DISPLAY 0x1
#define CHANGE 1
#define FALLING 2
#define RISING 3
#define DEFAULT 1
#define EXTERNAL 0
#define INTERNAL 3
#define abs(x) ((x) > 0 ? (x) : -(x))
#define round(x) ((x) >= 0 ? (long)((x) + 0.5) : (long)((x) - 0.5))
#define constrain(value, low, high) ((value) < (low) ? (low) : (value))
#define radians(deg) ((deg) * 0.0174532925)
#define degrees(rad) ((rad) * 57.295779513)
#define sq(x) ((x) * (x))
#define interrupts() sei()
#define noInterrupts() cli()
#define lowByte(w) ((unsigned char)((w) & 0xff))
#define highByte(w) ((unsigned char)((w) >> 8))
#define bit(b) (1UL << (b))
#define bitRead(value, n) (((value) >> (n)) & 0x01)
#define bitSet(value, n) ((value) |= (1UL << (n)))
#define bitClear(value, n) ((value) &= ~(1UL << (n)))
#define F(text) (text)
#define PSTR(text) (text)
#define B0 0
#define B1 1
#define B10 2
#define B11 3
#define B101 5
#define A0 14
#define SCL 19
#define SDA 18
#define SS 10
#define PORTB 0x05
#define DDRB 0x04
#define BIN 2
#define OCT 8
#define DEC 10
#define HEX 16

// <termios.h>, <sys/sysmacros.h>, <sys/param.h>, <sys/stat.h>, <signal.h>, <complex.h>, <syslog.h>
#define ECHO 0000010
#define VMIN 6
#define VTIME 5
#define CR0 0
#define NL1 0000400
#define TAB1 0004000
#define EXTA B19200
#define NCCS 32
#define major(dev) ((dev) >> 8)
#define minor(dev) ((dev) & 0xff)
#define makedev(a, b) ((a) << 8 | (b))
#define MIN(a, b) (((a) < (b)) ? (a) : (b))
#define MAX(a, b) (((a) > (b)) ? (a) : (b))
#define howmany(x, y) (((x) + ((y) - 1)) / (y))
#define roundup(x, y) ((((x) + ((y) - 1)) / (y)) * (y))
#define powerof2(x) ((((x) - 1) & (x)) == 0)
#define st_atime st_atim.tv_sec
#define st_mtime st_mtim.tv_sec
#define sa_handler __sigaction_handler.sa_handler
#define si_value _sifields._rt.si_sigval
#define I _Complex_I
#define complex _Complex
#define imaginary _Imaginary
#define LOG_INFO 6
#define LOG_DEBUG 7
#define unix 1
#define linux 1

// <glib.h>, <qobjectdefs.h>, Unreal's and Foundation's headers
#define ABS(a) (((a) < 0) ? -(a) : (a))
#define CLAMP(x, low, high) (((x) > (high)) ? (high) : (x))
#define signals public
#define slots
#define emit
#define foreach(variable, container) for (variable : container)
#define forever for (;;)
#define ensure(expression) (expression)
#define checkf(expression, format)
#define nil nullptr
#define YES 1
#define NO 0
