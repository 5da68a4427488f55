// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0
'use strict';

/** Why an operation did not succeed. Its message is one line that is safe for a log. */
class ConnectPspError extends Error {
  constructor(form) {
    super(form.message);
    this.name = new.target.name;
    this.code = form.code.name;
    this.conditions = form.conditions;
    this.remedy = form.remedy;
    this.causeCode = form.cause.name;
    this.status = form.status === undefined ? undefined : Number(form.status);
    this.pointer = form.pointer;
    this.transactionId = form.transactionId;
    this.idempotencyKey = form.idempotencyKey;
    this.retryAfterSeconds = form.retryAfterSeconds === undefined ? undefined : Number(form.retryAfterSeconds);
    this.retryAt = form.retryAt === undefined ? undefined : new Date(form.retryAt);
    this.duringAuthentication = form.duringAuthentication;
    // These may name a person: they are there to be asked for, and no log shows them.
    for (const [name, value] of Object.entries({ externalReference: form.externalReference,
      problem: form.problem, bodyExcerpt: form.bodyExcerpt }))
      Object.defineProperty(this, name, { value, enumerable: false });
  }
}
/** Money may have moved: do what remedy says before anything else. */
class OutcomeUnknown extends ConnectPspError {}
/** Refused before anything was sent. */
class InvalidArgument extends ConnectPspError {}
/** ConnectPSP refused the request. */
class Rejected extends ConnectPspError {}
/** The balance does not cover the amount. */
class InsufficientFunds extends Rejected {}
/** There is no such transaction. */
class NotFound extends ConnectPspError {}
/** Credentials, token, application token or signature were refused. */
class AuthenticationFailed extends ConnectPspError {}
/** No answer, and nothing happened. */
class Unavailable extends ConnectPspError {}
/** The answer cannot be understood, or is about something else. */
class InvalidResponse extends ConnectPspError {}
/** A webhook or a saved attempt that must not be believed. */
class Untrusted extends ConnectPspError {}

const BY_CONDITION = [
  ['outcome_unknown', OutcomeUnknown], ['insufficient_funds', InsufficientFunds],
  ['invalid_argument', InvalidArgument], ['authentication', AuthenticationFailed],
  ['not_found', NotFound], ['untrusted', Untrusted], ['invalid_response', InvalidResponse],
  ['rejected', Rejected], ['already_done', Rejected], ['unavailable', Unavailable],
  ['transport', Unavailable], ['rate_limited', Unavailable],
];

function errorOf(form) {
  const found = BY_CONDITION.find(([condition]) => form.conditions.includes(condition));
  return new (found ? found[1] : ConnectPspError)(form);
}

module.exports = { ConnectPspError, OutcomeUnknown, InvalidArgument, Rejected, InsufficientFunds, NotFound,
  AuthenticationFailed, Unavailable, InvalidResponse, Untrusted, errorOf };
