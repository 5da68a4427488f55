// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0
'use strict';

const { errorMembers } = require('./types.cjs');

// These may name a person: they are there to be asked for, and no log shows them.
const HIDDEN = new Set(['externalReference', 'problem', 'bodyExcerpt']);

function read(member, value) {
  if (value === undefined) return undefined;
  switch (member.type ?? member.kind) {
    case 'integer': return Number(value);
    case 'timestamp': return new Date(value);
    case 'code_form':
      return member.kind === 'code' ? value.name : Object.freeze({ ...value, number: Number(value.number) });
    case 'mismatch_form': return Object.freeze({ ...value });
    default: return value;
  }
}

/** Why an operation did not succeed. Its message is one line that is safe for a log. */
class ConnectPspError extends Error {
  constructor(form) {
    super(form.message);
    this.name = new.target.name;
    for (const member of errorMembers) {
      if (member.key === 'message') continue;
      const value = read(member, form[member.key]);
      if (HIDDEN.has(member.name)) Object.defineProperty(this, member.name, { value, enumerable: false });
      else if (value !== undefined) this[member.name] = value;
    }
  }
}
/** Money may have moved: do what remedy says before anything else. */
class OutcomeUnknown extends ConnectPspError {}
/** Refused before anything was sent. */
class InvalidArgument extends ConnectPspError {}
/** ConnectPSP refused the request: nothing happened. */
class Rejected extends ConnectPspError {}
/** The balance does not cover the amount. */
class InsufficientFunds extends Rejected {}
/** Refused, because what was asked for has happened before. */
class AlreadyDone extends ConnectPspError {}
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
  ['rejected', Rejected], ['already_done', AlreadyDone], ['unavailable', Unavailable],
  ['transport', Unavailable], ['rate_limited', Unavailable],
];

function errorOf(form) {
  const found = BY_CONDITION.find(([condition]) => form.conditions.includes(condition));
  return new (found ? found[1] : ConnectPspError)(form);
}

module.exports = { ConnectPspError, OutcomeUnknown, InvalidArgument, Rejected, InsufficientFunds, AlreadyDone,
  NotFound, AuthenticationFailed, Unavailable, InvalidResponse, Untrusted, errorOf };
