// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_SRC_HPP
#define CONNECTPSP_SRC_HPP

// The bodies, for programs that compile them once: define CONNECTPSP_SEPARATE_COMPILATION for the
// whole program and include this header in exactly one translation unit.
#if !defined(CONNECTPSP_SEPARATE_COMPILATION)
#error "connectpsp/src.hpp is for programs that define CONNECTPSP_SEPARATE_COMPILATION"
#endif

#include <connectpsp/api/impl/account.ipp>
#include <connectpsp/api/impl/authorization.ipp>
#include <connectpsp/api/impl/cash_in.ipp>
#include <connectpsp/api/impl/cash_out.ipp>
#include <connectpsp/api/impl/checks.ipp>
#include <connectpsp/api/impl/operation.ipp>
#include <connectpsp/api/impl/rebalance_plan.ipp>
#include <connectpsp/api/impl/redact.ipp>
#include <connectpsp/api/impl/webhook.ipp>
#include <connectpsp/codec/impl/binding_form.ipp>
#include <connectpsp/codec/impl/json_careful.ipp>
#include <connectpsp/codec/impl/json_reader.ipp>
#include <connectpsp/codec/impl/json_values.ipp>
#include <connectpsp/codec/impl/json_writer.ipp>
#include <connectpsp/codec/impl/signature.ipp>
#include <connectpsp/core/impl/credentials.ipp>
#include <connectpsp/core/impl/environment.ipp>
#include <connectpsp/core/impl/errc.ipp>
#include <connectpsp/core/impl/error.ipp>
#include <connectpsp/core/impl/idempotency_key.ipp>
#include <connectpsp/core/impl/money.ipp>
#include <connectpsp/core/impl/retry_after.ipp>
#include <connectpsp/core/impl/system_idempotency_key.ipp>
#include <connectpsp/core/impl/timestamp.ipp>
#include <connectpsp/core/impl/value_error.ipp>
#include <connectpsp/flow/impl/attempt_record.ipp>
#include <connectpsp/flow/impl/exchange.ipp>
#include <connectpsp/flow/impl/paged.ipp>
#include <connectpsp/flow/impl/reconcile.ipp>
#include <connectpsp/flow/impl/retry_policy.ipp>
#include <connectpsp/flow/impl/session.ipp>
#include <connectpsp/pix/impl/ascii_text.ipp>
#include <connectpsp/pix/impl/br_code.ipp>
#include <connectpsp/pix/impl/br_code_make.ipp>

#endif
