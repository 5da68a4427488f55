// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_CONNECTPSP_HPP
#define CONNECTPSP_CONNECTPSP_HPP

// Everything. A translation unit that wants less includes the header of what it names.
#include <connectpsp/api/account.hpp>
#include <connectpsp/api/authorization.hpp>
#include <connectpsp/api/cash_in.hpp>
#include <connectpsp/api/cash_out.hpp>
#include <connectpsp/api/endpoint.hpp>
#include <connectpsp/api/lookup_id.hpp>
#include <connectpsp/api/member_place.hpp>
#include <connectpsp/api/obtain_token.hpp>
#include <connectpsp/api/operation.hpp>
#include <connectpsp/api/operations.hpp>
#include <connectpsp/api/rebalance_plan.hpp>
#include <connectpsp/api/redact.hpp>
#include <connectpsp/api/status.hpp>
#include <connectpsp/api/webhook.hpp>
#include <connectpsp/codec/binding_form.hpp>
#include <connectpsp/codec/describe.hpp>
#include <connectpsp/codec/json.hpp>
#include <connectpsp/codec/signature.hpp>
#include <connectpsp/core/credentials.hpp>
#include <connectpsp/core/detail/guid.hpp>
#include <connectpsp/core/environment.hpp>
#include <connectpsp/core/errc.hpp>
#include <connectpsp/core/error.hpp>
#include <connectpsp/core/idempotency_key.hpp>
#include <connectpsp/core/limits.hpp>
#include <connectpsp/core/money.hpp>
#include <connectpsp/core/open_enum.hpp>
#include <connectpsp/core/problem.hpp>
#include <connectpsp/core/received.hpp>
#include <connectpsp/core/result.hpp>
#include <connectpsp/core/retry_after.hpp>
#include <connectpsp/core/secret.hpp>
#include <connectpsp/core/system_idempotency_key.hpp>
#include <connectpsp/core/timestamp.hpp>
#include <connectpsp/core/version.hpp>
#include <connectpsp/flow/attempt_record.hpp>
#include <connectpsp/flow/client.hpp>
#include <connectpsp/flow/exchange.hpp>
#include <connectpsp/flow/observer.hpp>
#include <connectpsp/flow/paged.hpp>
#include <connectpsp/flow/reconcile.hpp>
#include <connectpsp/flow/retry_policy.hpp>
#include <connectpsp/flow/session.hpp>
#include <connectpsp/http/header_fields.hpp>
#include <connectpsp/http/percent_encoding.hpp>
#include <connectpsp/http/request.hpp>
#include <connectpsp/http/response.hpp>
#include <connectpsp/http/transport.hpp>
#include <connectpsp/pix/account_number.hpp>
#include <connectpsp/pix/ascii_text.hpp>
#include <connectpsp/pix/br_code.hpp>
#include <connectpsp/pix/document.hpp>
#include <connectpsp/pix/end_to_end_id.hpp>
#include <connectpsp/pix/external_reference.hpp>
#include <connectpsp/pix/ispb.hpp>
#include <connectpsp/pix/pix_key.hpp>

#endif
