#ifndef CONNECTPSP_CONNECTPSP_HPP
#define CONNECTPSP_CONNECTPSP_HPP

// Everything. A translation unit that wants less includes the header of what it names.
#include <connectpsp/api/account.hpp>
#include <connectpsp/api/auth.hpp>
#include <connectpsp/api/authorization.hpp>
#include <connectpsp/api/endpoint.hpp>
#include <connectpsp/api/operation.hpp>
#include <connectpsp/client.hpp>
#include <connectpsp/codec/describe.hpp>
#include <connectpsp/codec/json.hpp>
#include <connectpsp/codec/signature.hpp>
#include <connectpsp/core/credentials.hpp>
#include <connectpsp/core/environment.hpp>
#include <connectpsp/core/errc.hpp>
#include <connectpsp/core/error.hpp>
#include <connectpsp/core/guid.hpp>
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
#include <connectpsp/flow/session.hpp>
#include <connectpsp/http/header_fields.hpp>
#include <connectpsp/http/request.hpp>
#include <connectpsp/http/response.hpp>
#include <connectpsp/http/transport.hpp>
#include <connectpsp/pix/bank_account.hpp>
#include <connectpsp/pix/br_code.hpp>
#include <connectpsp/pix/document.hpp>
#include <connectpsp/pix/end_to_end_id.hpp>
#include <connectpsp/pix/external_reference.hpp>
#include <connectpsp/pix/ispb.hpp>
#include <connectpsp/pix/pix_key.hpp>
#include <connectpsp/rebalance_plan.hpp>
#include <connectpsp/redact.hpp>

#endif
