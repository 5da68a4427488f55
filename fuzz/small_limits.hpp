// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_FUZZ_SMALL_LIMITS_HPP
#define CONNECTPSP_FUZZ_SMALL_LIMITS_HPP

// Limits so small that small inputs cross them. A harness includes this file before the library.
// The harnesses that do so link one compiled library with these limits.

#define CONNECTPSP_MAX_RESPONSE_BODY_BYTES 4096
#define CONNECTPSP_MAX_JSON_DEPTH 8
#define CONNECTPSP_MAX_ARRAY_ELEMENTS 6
#define CONNECTPSP_MAX_WEBHOOK_BODY_BYTES 2048

#endif
