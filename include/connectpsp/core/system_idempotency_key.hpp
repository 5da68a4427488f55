// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_CORE_SYSTEM_IDEMPOTENCY_KEY_HPP
#define CONNECTPSP_CORE_SYSTEM_IDEMPOTENCY_KEY_HPP

// Apart from idempotency_key.hpp: Crypto++'s header is not cheap to compile, and this is the one
// place where the library draws randomness itself.
#include <connectpsp/core/idempotency_key.hpp>
#include <connectpsp/core/version.hpp>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE {

/// A new key out of the operating system's generator, for callers without one of their own. Reads
/// the system's device at every call. Throws nothing.  Errors: no_randomness.
CONNECTPSP_DECL result<idempotency_key> system_idempotency_key() noexcept;

} // namespace connectpsp

#if !defined(CONNECTPSP_SEPARATE_COMPILATION)
#include <connectpsp/core/impl/system_idempotency_key.ipp>
#endif

#endif
