// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

import type { Balance, BrCode, DynamicBrCode, ErrorMembers, Event, RebalancePlan, Reconciliation, RetryPolicyMembers,
  StaticBrCode } from './values.js';

export * from './values.js';

/** An amount in reais, held as a whole number of centavos. Immutable and exact. */
export declare class Money {
  /** new Money(15050) is R$ 150,50. */
  constructor(centavos: bigint | number);
  /** Money.of('150.50'). Throws a RangeError for more than two decimals. */
  static of(reais: string | number): Money;
  static isMoney(value: unknown): value is Money;
  readonly centavos: bigint;
  equals(other: Money): boolean;
  compare(other: Money): -1 | 0 | 1;
  plus(other: Money): Money;
  minus(other: Money): Money;
  toString(): string;
  toJSON(): string;
}

export declare class Value {}
/** What Client.send() takes; R is its result. */
export declare class Operation<R> extends Value { protected readonly result: R; }

export interface CredentialTexts {
  clientId: string;
  clientSecret: string;
  applicationToken: string;
  cryptoToken: string;
}
/** What ConnectPSP gives a merchant. console.log and JSON.stringify show the client id alone. */
export declare class Credentials {
  constructor(texts: CredentialTexts);
  /** From CONNECTPSP_CLIENT_ID, _CLIENT_SECRET, _APPLICATION_TOKEN and _CRYPTO_TOKEN. */
  static fromEnvironment(): Credentials;
  readonly clientId: string;
}

export interface HttpRequest {
  method: string;
  url: string;
  headers: [string, string][];
  body: string;
}
export interface HttpResponse {
  status: number;
  contentType?: string;
  retryAfter?: string;
  body: Uint8Array;
}
/** Sends a request once and follows no redirect. Throws NotSent where it certainly never left. */
export type Transport = (request: HttpRequest, signal?: AbortSignal) => Promise<HttpResponse>;
export declare const fetchTransport: Transport;
export declare class NotSent extends Error {}

export interface ClientOptions {
  transport?: Transport;
  policy?: RetryPolicyMembers;
  /** Microseconds since 1970. */
  now?: () => bigint;
  /** Waits by other means than a timer, for tests. Rejects when the signal is aborted. */
  sleep?: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
}
export interface LoadedAttempt {
  operation: Operation<unknown>;
  madeAt: Date;
}
/** Sends operations and waits for their results. */
export declare class Client {
  /** environment: 'production', 'staging' or a base URL. */
  constructor(environment: string, credentials: Credentials, options?: ClientOptions);
  /** Carries an operation out: obtains tokens, retries where that is safe, checks the answer. Rejects
   * with OutcomeUnknown where money may have moved. After an abort the reason's `known` is what is
   * known of the operation. */
  send<R>(operation: Operation<R>, options?: { signal?: AbortSignal }): Promise<R>;
  /** The record of an operation that moves money: one line, to be stored before send(). */
  saveAttempt(operation: Operation<unknown>): string;
  loadAttempt(record: string, ...olderCryptoTokens: string[]): LoadedAttempt;
  /** Sends a saved operation again: the same bytes, the same key. */
  resume(record: string, options?: { olderCryptoTokens?: string[]; signal?: AbortSignal }): Promise<unknown>;
  close(): void;
}

/** The header fields of one access token, for build(). Without one it builds ObtainToken alone. */
export declare class Authorization {
  constructor(environment: string, credentials: Credentials, accessToken?: string);
  build(operation: Operation<unknown>): HttpRequest;
  close(): void;
}
/** Reads a response. Of an operation, and not only its class, it is also checked to be about it. */
export declare function parse<R>(operation: Operation<R> | (new (...members: never[]) => Operation<R>),
  answer: HttpResponse): R;

/** Verifies and reads webhooks. */
export declare class WebhookReceiver {
  constructor(...cryptoTokens: string[]);
  /** body: the request's raw bytes. Throws Untrusted where the signature is missing or wrong. */
  receive(body: Uint8Array, signature: string | undefined, deliveryId?: string): Event;
  close(): void;
}

export interface ServerProblem { type?: string; title?: string; status?: string; code?: string; detail?: string; }
export interface ConnectPspError extends ErrorMembers {}
export declare class ConnectPspError extends Error {}
export declare class OutcomeUnknown extends ConnectPspError {}
export declare class InvalidArgument extends ConnectPspError {}
export declare class Rejected extends ConnectPspError {}
export declare class InsufficientFunds extends Rejected {}
export declare class AlreadyDone extends ConnectPspError {}
export declare class NotFound extends ConnectPspError {}
export declare class AuthenticationFailed extends ConnectPspError {}
export declare class Unavailable extends ConnectPspError {}
export declare class InvalidResponse extends ConnectPspError {}
export declare class Untrusted extends ConnectPspError {}

export declare function checkFreshness(event: Event, now: Date, toleranceSeconds: number): void;
export declare function compareStatus(type: 'cash_in_status' | 'cash_out_status', current: string,
  incoming: string): 'advanced' | 'duplicate' | 'stale' | 'conflicting';
export declare function planRebalance(balance: Balance, exposure: Money): RebalancePlan;
export declare function reconcile(operation: Operation<unknown>, of: { transactionId?: string;
  madeAt: Date; now: Date; keyRetentionSeconds: number }): Reconciliation;
export declare function redact(operation: Operation<unknown>): string;
export declare function checkText(kind: string, text: string): string;
export declare function readBrCode(text: string): BrCode;
export declare function makeBrCode(parts: StaticBrCode | DynamicBrCode): string;
export declare function newIdempotencyKey(): string;
export declare function interfaceText(): string;
