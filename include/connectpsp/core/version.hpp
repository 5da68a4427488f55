// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_CORE_VERSION_HPP
#define CONNECTPSP_CORE_VERSION_HPP

// Every header includes this one first. An unknown file ends the compilation, unlike #error.
#if (defined(_MSVC_LANG) && _MSVC_LANG < 202002L) || (!defined(_MSVC_LANG) && __cplusplus < 202002L)
#include "connectpsp needs C++20 or later, for example -std=c++20"
#endif

// The one place that states the version: the build reads it from here.
#define CONNECTPSP_VERSION_MAJOR 0
#define CONNECTPSP_VERSION_MINOR 1
#define CONNECTPSP_VERSION_PATCH 0

// The inline namespace that every declaration of this library stands in, such as v0_1. User code does
// not name it. Two versions in one program are two libraries, whose types are different ones. A patch
// changes no type and has no namespace of its own.
#define CONNECTPSP_VERSION_NAMESPACE_OF_(major, minor) v##major##_##minor
#define CONNECTPSP_VERSION_NAMESPACE_OF(major, minor) CONNECTPSP_VERSION_NAMESPACE_OF_(major, minor)
#define CONNECTPSP_VERSION_NAMESPACE                                                               \
    CONNECTPSP_VERSION_NAMESPACE_OF(CONNECTPSP_VERSION_MAJOR, CONNECTPSP_VERSION_MINOR)

#endif
