// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_CORE_DETAIL_CONFIG_HPP
#define CONNECTPSP_CORE_DETAIL_CONFIG_HPP

// Header-only by default. With CONNECTPSP_SEPARATE_COMPILATION defined for a whole program, the
// bodies under impl/ are compiled once, by the translation unit that includes <connectpsp/src.hpp>.
#if defined(CONNECTPSP_SEPARATE_COMPILATION)
#define CONNECTPSP_DECL
#else
#define CONNECTPSP_DECL inline
#endif

// Without exceptions (-fno-exceptions) nothing is caught, and what would be thrown ends the program.
#if defined(__cpp_exceptions) || defined(__EXCEPTIONS) || defined(_CPPUNWIND)
#define CONNECTPSP_TRY try
#define CONNECTPSP_CATCH(...) catch (__VA_ARGS__)
#define CONNECTPSP_THROW(...) throw __VA_ARGS__
#else
#define CONNECTPSP_TRY if constexpr (true)
#define CONNECTPSP_CATCH(...) else
#define CONNECTPSP_THROW(...) ::std::abort()
#endif

// Shared bodies that every described member jumps to: inlined into each of them they would be
// the code size of a type (see docs/design.md, "One description a type"). The rare ones of the
// decoder as well: g++ inlines only until a program has grown by a part, and what they take of it
// the parser's own loops lack.
#if defined(__GNUC__) || defined(__clang__)
#define CONNECTPSP_NOINLINE __attribute__((noinline))
#elif defined(_MSC_VER)
#define CONNECTPSP_NOINLINE __declspec(noinline)
#else
#define CONNECTPSP_NOINLINE
#endif

#endif
