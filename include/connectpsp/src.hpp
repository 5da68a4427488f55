#ifndef CONNECTPSP_SRC_HPP
#define CONNECTPSP_SRC_HPP

// The bodies, for programs that compile them once: define CONNECTPSP_SEPARATE_COMPILATION for the
// whole program and include this header in exactly one translation unit.
#if !defined(CONNECTPSP_SEPARATE_COMPILATION)
#error "connectpsp/src.hpp is for programs that define CONNECTPSP_SEPARATE_COMPILATION"
#endif

#include <connectpsp/impl/api/authorization.ipp>
#include <connectpsp/impl/api/cash_in.ipp>
#include <connectpsp/impl/api/cash_out.ipp>
#include <connectpsp/impl/api/checks.ipp>
#include <connectpsp/impl/api/operation.ipp>
#include <connectpsp/impl/api/webhook.ipp>
#include <connectpsp/impl/codec/json_careful.ipp>
#include <connectpsp/impl/codec/json_reader.ipp>
#include <connectpsp/impl/codec/json_writer.ipp>
#include <connectpsp/impl/codec/signature.ipp>
#include <connectpsp/impl/codec/values.ipp>
#include <connectpsp/impl/core/credentials.ipp>
#include <connectpsp/impl/core/environment.ipp>
#include <connectpsp/impl/core/errc.ipp>
#include <connectpsp/impl/core/error.ipp>
#include <connectpsp/impl/core/idempotency_key.ipp>
#include <connectpsp/impl/core/money.ipp>
#include <connectpsp/impl/core/retry_after.ipp>
#include <connectpsp/impl/core/system_idempotency_key.ipp>
#include <connectpsp/impl/core/timestamp.ipp>
#include <connectpsp/impl/core/value_error.ipp>
#include <connectpsp/impl/flow/attempt_record.ipp>
#include <connectpsp/impl/flow/exchange.ipp>
#include <connectpsp/impl/flow/reconcile.ipp>
#include <connectpsp/impl/flow/retry_policy.ipp>
#include <connectpsp/impl/flow/session.ipp>
#include <connectpsp/impl/pix/ascii_text.ipp>
#include <connectpsp/impl/pix/br_code.ipp>
#include <connectpsp/impl/pix/br_code_make.ipp>
#include <connectpsp/impl/rebalance_plan.ipp>
#include <connectpsp/impl/redact.ipp>

#endif
