// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_FWD_HPP
#define CONNECTPSP_FWD_HPP

#include <connectpsp/api/operations_fwd.hpp>
#include <connectpsp/core/version.hpp>

// Names for declarations that need no definition.
namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE {

class error;
class money;
class secret;
class retry_after;
class environment;
class credentials;
class idempotency_key;
class ispb;
class cpf;
class cnpj;
class document;
class pix_key;
class br_code;
class end_to_end_id;
class external_reference;
class branch;
class account_number;
class header_fields;
class hex_digest;
class signer;
class authorization;
class lookup_id;
class webhook_receiver;
class session;
class step;

struct problem;
struct error_context;
struct credential_texts;
struct request;
struct response;
struct response_view;
struct endpoint_spec;
struct retry_policy;
struct retry_state;
struct attempt_record;
struct reconciliation;
struct static_br_code;
struct dynamic_br_code;

struct access_grant;
struct balance;
struct rebalance_receipt;
struct rebalance_plan;

struct cash_in_charge;
struct cash_in;
struct refund_receipt;
struct cash_out_receipt;
struct cash_out;
struct event;

template <class Op, class Observer>
class exchange;
template <class Op>
struct loaded_attempt;

template <class Transport, class Clock, class Observer>
class client;

} // namespace connectpsp

#endif
