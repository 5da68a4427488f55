// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0
// Written by docs/bindings/generate.py from docs/bindings/interface.json. Do not edit.

import type { Money, Operation, ServerProblem, Value } from './index.js';

/** A code and the category that it belongs to. The name of another library's code is empty. */
export interface ErrorCode { readonly category: string; readonly name: string; readonly number: number; }
/** The value that was asked for, and the one that the answer holds. Safe for a log. */
export interface Mismatch { readonly expected: string; readonly received: string; }
/** What an error carries. */
export interface ErrorMembers {
  /** The name of the error, such as `insufficient_funds`. For logs and rare cases. */
  readonly code: string;
  /** What the error is, such as `retryable`, `rejected`, `not_found`. */
  readonly conditions: readonly string[];
  /** What to do: `fix_request`, `reauthenticate`, `retry_same_key`, `wait`, `reconcile` or
   * `contact_support`. */
  readonly remedy: 'fix_request' | 'reauthenticate' | 'retry_same_key' | 'wait' | 'reconcile' | 'contact_support';
  /** Whether money may have moved. */
  readonly outcomeUnknown: boolean;
  /** What the last attempt met with. It differs from the code where the outcome is unknown. */
  readonly causeCode: string;
  /** The code that was found underneath: the JSON parser's, or why a form cannot be read. */
  readonly underlying?: ErrorCode;
  /** The HTTP status of the answer. */
  readonly status?: number;
  /** The member that is wrong, in the operation or in the answer, as a JSON pointer. */
  readonly pointer?: string;
  /** The byte of a text that is wrong, from its start. */
  readonly offset?: number;
  /** The name of the value that is wrong, such as `CPF`. Never the value. */
  readonly subject?: string;
  /** What is expected and was found, such as `expected 11 digits, got 10`. Never the value. */
  readonly detail?: string;
  /** The value that was asked for and the one that the answer holds, safe for a log. */
  readonly mismatch?: Mismatch;
  /** The id in an answer that is not what was asked for: read it to find out what happened. */
  readonly transactionId?: string;
  /** The key of the operation whose outcome is unknown. */
  readonly idempotencyKey?: string;
  /** The reference of the operation whose outcome is unknown. It may name a person: keep it out
   * of logs. */
  readonly externalReference?: string;
  /** Whether it was the token that went wrong, and the operation was not sent. */
  readonly duringAuthentication: boolean;
  /** What the server said. It may name a person: keep it out of logs. */
  readonly problem?: ServerProblem;
  /** The start of the answer's body. It may name a person: keep it out of logs. */
  readonly bodyExcerpt?: string;
  /** The delay that the server asked for. */
  readonly retryAfterSeconds?: number;
  /** The time that the server named to come back. */
  readonly retryAt?: Date;
}

export declare const TokenType: {
  readonly BEARER: "Bearer";
};
export type TokenType = (typeof TokenType)[keyof typeof TokenType];

export declare const Currency: {
  readonly BRL: "BRL";
};
export type Currency = (typeof Currency)[keyof typeof Currency];

export declare const CashInStatus: {
  readonly AWAITING_PAYMENT: "AWAITING_PAYMENT";
  readonly PAID: "PAID";
  readonly EXPIRED: "EXPIRED";
  readonly REFUNDED: "REFUNDED";
  readonly CANCELLED: "CANCELLED";
};
export type CashInStatus = (typeof CashInStatus)[keyof typeof CashInStatus];

export declare const RefundReason: {
  readonly FRAUD: "FRAUD";
  readonly DUPLICATED_PAYMENT: "DUPLICATED_PAYMENT";
  readonly CUSTOMER_REQUEST: "CUSTOMER_REQUEST";
  readonly MERCHANT_ERROR: "MERCHANT_ERROR";
};
export type RefundReason = (typeof RefundReason)[keyof typeof RefundReason];

export declare const DestinationType: {
  readonly PIX: "PIX";
  readonly BANK_ACCOUNT: "BANK_ACCOUNT";
};
export type DestinationType = (typeof DestinationType)[keyof typeof DestinationType];

export declare const PixKeyType: {
  readonly CPF: "CPF";
  readonly CNPJ: "CNPJ";
  readonly EMAIL: "EMAIL";
  readonly PHONE: "PHONE";
  readonly EVP: "EVP";
};
export type PixKeyType = (typeof PixKeyType)[keyof typeof PixKeyType];

export declare const AccountType: {
  readonly CHECKING: "CHECKING";
  readonly SAVINGS: "SAVINGS";
  readonly PAYMENT: "PAYMENT";
};
export type AccountType = (typeof AccountType)[keyof typeof AccountType];

export declare const CashOutStatus: {
  readonly PROCESSING: "PROCESSING";
  readonly COMPLETED: "COMPLETED";
  readonly FAILED: "FAILED";
  readonly REFUNDED: "REFUNDED";
  readonly CANCELLED: "CANCELLED";
};
export type CashOutStatus = (typeof CashOutStatus)[keyof typeof CashOutStatus];

export declare const CashOutFailureCode: {
  readonly PIX_KEY_NOT_FOUND: "PIX_KEY_NOT_FOUND";
};
export type CashOutFailureCode = (typeof CashOutFailureCode)[keyof typeof CashOutFailureCode];

export declare const EventType: {
  readonly CASHIN_PAID: "CASHIN_PAID";
  readonly CASHIN_REFUNDED: "CASHIN_REFUNDED";
  readonly CASHOUT_COMPLETED: "CASHOUT_COMPLETED";
  readonly CASHOUT_FAILED: "CASHOUT_FAILED";
  readonly CASHOUT_REFUNDED: "CASHOUT_REFUNDED";
};
export type EventType = (typeof EventType)[keyof typeof EventType];

export interface ObtainTokenMembers {
  clientId: string;
  clientSecret: string;
}
export declare class ObtainToken extends Operation<AccessGrant> {
  constructor(members: ObtainTokenMembers);
  readonly clientId: string;
  readonly clientSecret: string;
}

export interface AccessGrantMembers {
  accessToken: string;
  tokenType?: TokenType | (string & {}) | undefined;
  expiresIn: number | bigint;
  issuedAt?: Date | undefined;
}
export declare class AccessGrant extends Value {
  constructor(members: AccessGrantMembers);
  readonly accessToken: string;
  readonly tokenType?: TokenType | (string & {});
  readonly expiresIn: number | bigint;
  readonly issuedAt?: Date;
  readonly irregular?: readonly string[];
}

export interface GetBalanceMembers {
  date?: string | undefined;
}
export declare class GetBalance extends Operation<Balance> {
  constructor(members?: GetBalanceMembers);
  readonly date?: string;
}

export interface ConsolidatedBalanceMembers {
  totalBalance: Money;
  transactionalBalance: Money;
  proprietaryBalance: Money;
}
export declare class ConsolidatedBalance extends Value {
  constructor(members: ConsolidatedBalanceMembers);
  readonly totalBalance: Money;
  readonly transactionalBalance: Money;
  readonly proprietaryBalance: Money;
}

export interface AccountBalanceMembers {
  branch?: string | undefined;
  account?: string | undefined;
  balance: Money;
}
export declare class AccountBalance extends Value {
  constructor(members: AccountBalanceMembers);
  readonly branch?: string;
  readonly account?: string;
  readonly balance: Money;
}

export interface BankAccountsMembers {
  transactional?: AccountBalance | AccountBalanceMembers | undefined;
  proprietary?: AccountBalance | AccountBalanceMembers | undefined;
}
export declare class BankAccounts extends Value {
  constructor(members?: BankAccountsMembers);
  readonly transactional?: AccountBalance;
  readonly proprietary?: AccountBalance;
}

export interface BankBalanceMembers {
  ispb?: string | undefined;
  bank?: string | undefined;
  accounts?: BankAccounts | BankAccountsMembers | undefined;
}
export declare class BankBalance extends Value {
  constructor(members?: BankBalanceMembers);
  readonly ispb?: string;
  readonly bank?: string;
  readonly accounts?: BankAccounts;
  readonly irregular?: readonly string[];
}

export interface BalanceMembers {
  currency?: Currency | (string & {}) | undefined;
  referenceDate?: string | undefined;
  consolidated: ConsolidatedBalance | ConsolidatedBalanceMembers;
  banks?: readonly (BankBalance)[] | undefined;
  updatedAt?: Date | undefined;
}
export declare class Balance extends Value {
  constructor(members: BalanceMembers);
  readonly currency?: Currency | (string & {});
  readonly referenceDate?: string;
  readonly consolidated: ConsolidatedBalance;
  readonly banks: readonly (BankBalance)[];
  readonly updatedAt?: Date;
  readonly irregular?: readonly string[];
}

export interface RebalanceMembers {
  targetAmount: Money;
}
export declare class Rebalance extends Operation<RebalanceReceipt> {
  constructor(members: RebalanceMembers);
  readonly targetAmount: Money;
}

export interface RebalanceReceiptMembers {
  success: boolean;
  message?: string | undefined;
}
export declare class RebalanceReceipt extends Value {
  constructor(members: RebalanceReceiptMembers);
  readonly success: boolean;
  readonly message?: string;
}

export interface PayerMembers {
  name: string;
  document: string;
}
export declare class Payer extends Value {
  constructor(members: PayerMembers);
  readonly name: string;
  readonly document: string;
}

export interface OpenFinanceMembers {
  redirectUrl: string;
}
export declare class OpenFinance extends Value {
  constructor(members: OpenFinanceMembers);
  readonly redirectUrl: string;
}

export interface CreateCashInMembers {
  idempotencyKey?: string | undefined;
  amount: Money;
  externalReference: string;
  expirationInMinutes?: number | bigint | undefined;
  webhookUrl?: string | undefined;
  payer: Payer | PayerMembers;
  openFinance?: OpenFinance | OpenFinanceMembers | undefined;
}
export declare class CreateCashIn extends Operation<CashInCharge> {
  constructor(members: CreateCashInMembers);
  readonly idempotencyKey: string;
  readonly amount: Money;
  readonly externalReference: string;
  readonly expirationInMinutes?: number | bigint;
  readonly webhookUrl?: string;
  readonly payer: Payer;
  readonly openFinance?: OpenFinance;
}

export interface PayerBankMembers {
  ispb?: string | undefined;
  bank?: string | undefined;
  branch?: string | undefined;
  account?: string | undefined;
}
export declare class PayerBank extends Value {
  constructor(members?: PayerBankMembers);
  readonly ispb?: string;
  readonly bank?: string;
  readonly branch?: string;
  readonly account?: string;
  readonly irregular?: readonly string[];
}

export interface ReceivedPayerMembers {
  name?: string | undefined;
  document?: string | undefined;
  bankData?: PayerBank | PayerBankMembers | undefined;
}
export declare class ReceivedPayer extends Value {
  constructor(members?: ReceivedPayerMembers);
  readonly name?: string;
  readonly document?: string;
  readonly bankData?: PayerBank;
  readonly irregular?: readonly string[];
}

export interface PixDataMembers {
  copyAndPaste?: string | undefined;
  qrCodeImageBase64?: string | undefined;
}
export declare class PixData extends Value {
  constructor(members?: PixDataMembers);
  readonly copyAndPaste?: string;
  readonly qrCodeImageBase64?: string;
}

export interface OpenFinanceLinkMembers {
  paymentUrl?: string | undefined;
}
export declare class OpenFinanceLink extends Value {
  constructor(members?: OpenFinanceLinkMembers);
  readonly paymentUrl?: string;
}

export interface CashInChargeMembers {
  transactionId: string;
  internalCode?: string | undefined;
  externalReference?: string | undefined;
  status?: CashInStatus | (string & {}) | undefined;
  amount?: Money | undefined;
  payer?: ReceivedPayer | ReceivedPayerMembers | undefined;
  pixData?: PixData | PixDataMembers | undefined;
  paymentUrl?: string | undefined;
  openFinance?: OpenFinanceLink | OpenFinanceLinkMembers | undefined;
  requestedAt?: Date | undefined;
}
export declare class CashInCharge extends Value {
  constructor(members: CashInChargeMembers);
  readonly transactionId: string;
  readonly internalCode?: string;
  readonly externalReference?: string;
  readonly status?: CashInStatus | (string & {});
  readonly amount?: Money;
  readonly payer?: ReceivedPayer;
  readonly pixData?: PixData;
  readonly paymentUrl?: string;
  readonly openFinance?: OpenFinanceLink;
  readonly requestedAt?: Date;
  readonly irregular?: readonly string[];
}

export interface GetCashInMembers {
  id: string;
}
export declare class GetCashIn extends Operation<CashIn> {
  constructor(members: GetCashInMembers);
  readonly id: string;
}

export interface CashInMembers {
  transactionId: string;
  internalCode?: string | undefined;
  externalReference?: string | undefined;
  endToEndId?: string | undefined;
  originalEndToEndId?: string | undefined;
  status: CashInStatus | (string & {});
  amount: Money;
  payer?: ReceivedPayer | ReceivedPayerMembers | undefined;
  requestedAt?: Date | undefined;
  paidAt?: Date | undefined;
  refundedAt?: Date | undefined;
  expiredAt?: Date | undefined;
}
export declare class CashIn extends Value {
  constructor(members: CashInMembers);
  readonly transactionId: string;
  readonly internalCode?: string;
  readonly externalReference?: string;
  readonly endToEndId?: string;
  readonly originalEndToEndId?: string;
  readonly status: CashInStatus | (string & {});
  readonly amount: Money;
  readonly payer?: ReceivedPayer;
  readonly requestedAt?: Date;
  readonly paidAt?: Date;
  readonly refundedAt?: Date;
  readonly expiredAt?: Date;
  readonly irregular?: readonly string[];
}

export interface RefundCashInMembers {
  idempotencyKey?: string | undefined;
  id: string;
  reason?: RefundReason | undefined;
  description?: string | undefined;
}
export declare class RefundCashIn extends Operation<RefundReceipt> {
  constructor(members: RefundCashInMembers);
  readonly idempotencyKey: string;
  readonly id: string;
  readonly reason?: RefundReason;
  readonly description?: string;
}

export interface RefundReceiptMembers {
  transactionId: string;
  internalCode?: string | undefined;
  externalReference?: string | undefined;
  endToEndId?: string | undefined;
  originalEndToEndId?: string | undefined;
  status?: CashInStatus | (string & {}) | undefined;
  amount?: Money | undefined;
  refundedAt?: Date | undefined;
}
export declare class RefundReceipt extends Value {
  constructor(members: RefundReceiptMembers);
  readonly transactionId: string;
  readonly internalCode?: string;
  readonly externalReference?: string;
  readonly endToEndId?: string;
  readonly originalEndToEndId?: string;
  readonly status?: CashInStatus | (string & {});
  readonly amount?: Money;
  readonly refundedAt?: Date;
  readonly irregular?: readonly string[];
}

export interface BankAccountMembers {
  ispb: string;
  branch: string;
  account: string;
  accountType?: AccountType | undefined;
}
export declare class BankAccount extends Value {
  constructor(members: BankAccountMembers);
  readonly ispb: string;
  readonly branch: string;
  readonly account: string;
  readonly accountType?: AccountType;
}

export interface DestinationMembers {
  type?: DestinationType | undefined;
  pixKeyType?: PixKeyType | undefined;
  pixKey?: string | undefined;
  bankAccount?: BankAccount | BankAccountMembers | undefined;
}
export declare class Destination extends Value {
  constructor(members?: DestinationMembers);
  readonly type?: DestinationType;
  readonly pixKeyType?: PixKeyType;
  readonly pixKey?: string;
  readonly bankAccount?: BankAccount;
}

export interface PayeeMembers {
  name: string;
  document: string;
  destination: Destination | DestinationMembers;
}
export declare class Payee extends Value {
  constructor(members: PayeeMembers);
  readonly name: string;
  readonly document: string;
  readonly destination: Destination;
}

export interface CreateCashOutMembers {
  idempotencyKey?: string | undefined;
  amount: Money;
  externalReference: string;
  description?: string | undefined;
  webhookUrl?: string | undefined;
  payee: Payee | PayeeMembers;
}
export declare class CreateCashOut extends Operation<CashOutReceipt> {
  constructor(members: CreateCashOutMembers);
  readonly idempotencyKey: string;
  readonly amount: Money;
  readonly externalReference: string;
  readonly description?: string;
  readonly webhookUrl?: string;
  readonly payee: Payee;
}

export interface ReceivedBankAccountMembers {
  ispb?: string | undefined;
  branch?: string | undefined;
  account?: string | undefined;
  accountType?: AccountType | (string & {}) | undefined;
}
export declare class ReceivedBankAccount extends Value {
  constructor(members?: ReceivedBankAccountMembers);
  readonly ispb?: string;
  readonly branch?: string;
  readonly account?: string;
  readonly accountType?: AccountType | (string & {});
  readonly irregular?: readonly string[];
}

export interface ReceivedDestinationMembers {
  type?: DestinationType | (string & {}) | undefined;
  pixKeyType?: PixKeyType | (string & {}) | undefined;
  pixKey?: string | undefined;
  bankAccount?: ReceivedBankAccount | ReceivedBankAccountMembers | undefined;
}
export declare class ReceivedDestination extends Value {
  constructor(members?: ReceivedDestinationMembers);
  readonly type?: DestinationType | (string & {});
  readonly pixKeyType?: PixKeyType | (string & {});
  readonly pixKey?: string;
  readonly bankAccount?: ReceivedBankAccount;
  readonly irregular?: readonly string[];
}

export interface ReceivedPayeeMembers {
  name?: string | undefined;
  document?: string | undefined;
  destination?: ReceivedDestination | ReceivedDestinationMembers | undefined;
}
export declare class ReceivedPayee extends Value {
  constructor(members?: ReceivedPayeeMembers);
  readonly name?: string;
  readonly document?: string;
  readonly destination?: ReceivedDestination;
  readonly irregular?: readonly string[];
}

export interface CashOutReceiptMembers {
  transactionId: string;
  internalCode?: string | undefined;
  externalReference?: string | undefined;
  status?: CashOutStatus | (string & {}) | undefined;
  amount?: Money | undefined;
  payee?: ReceivedPayee | ReceivedPayeeMembers | undefined;
  requestedAt?: Date | undefined;
}
export declare class CashOutReceipt extends Value {
  constructor(members: CashOutReceiptMembers);
  readonly transactionId: string;
  readonly internalCode?: string;
  readonly externalReference?: string;
  readonly status?: CashOutStatus | (string & {});
  readonly amount?: Money;
  readonly payee?: ReceivedPayee;
  readonly requestedAt?: Date;
  readonly irregular?: readonly string[];
}

export interface GetCashOutMembers {
  id: string;
}
export declare class GetCashOut extends Operation<CashOut> {
  constructor(members: GetCashOutMembers);
  readonly id: string;
}

export interface CashOutFailureMembers {
  code?: CashOutFailureCode | (string & {}) | undefined;
  message?: string | undefined;
}
export declare class CashOutFailure extends Value {
  constructor(members?: CashOutFailureMembers);
  readonly code?: CashOutFailureCode | (string & {});
  readonly message?: string;
  readonly irregular?: readonly string[];
}

export interface CashOutMembers {
  transactionId: string;
  internalCode?: string | undefined;
  externalReference?: string | undefined;
  endToEndId?: string | undefined;
  originalEndToEndId?: string | undefined;
  status: CashOutStatus | (string & {});
  amount: Money;
  failure?: CashOutFailure | CashOutFailureMembers | undefined;
  payee?: ReceivedPayee | ReceivedPayeeMembers | undefined;
  requestedAt?: Date | undefined;
  completedAt?: Date | undefined;
  failedAt?: Date | undefined;
  refundedAt?: Date | undefined;
}
export declare class CashOut extends Value {
  constructor(members: CashOutMembers);
  readonly transactionId: string;
  readonly internalCode?: string;
  readonly externalReference?: string;
  readonly endToEndId?: string;
  readonly originalEndToEndId?: string;
  readonly status: CashOutStatus | (string & {});
  readonly amount: Money;
  readonly failure?: CashOutFailure;
  readonly payee?: ReceivedPayee;
  readonly requestedAt?: Date;
  readonly completedAt?: Date;
  readonly failedAt?: Date;
  readonly refundedAt?: Date;
  readonly irregular?: readonly string[];
}

export interface RetryPolicyMembers {
  maxAttempts?: number | bigint | undefined;
  deadlineMilliseconds?: number | bigint | undefined;
  initialDelayMilliseconds?: number | bigint | undefined;
  maxDelayMilliseconds?: number | bigint | undefined;
  maxRetryAfterSeconds?: number | bigint | undefined;
}
export declare class RetryPolicy extends Value {
  constructor(members?: RetryPolicyMembers);
  readonly maxAttempts?: number | bigint;
  readonly deadlineMilliseconds?: number | bigint;
  readonly initialDelayMilliseconds?: number | bigint;
  readonly maxDelayMilliseconds?: number | bigint;
  readonly maxRetryAfterSeconds?: number | bigint;
}

export interface ProblemMembers {
  type?: string | undefined;
  title?: string | undefined;
  status?: number | bigint | undefined;
  code?: string | undefined;
  detail?: string | undefined;
}
export declare class Problem extends Value {
  constructor(members?: ProblemMembers);
  readonly type?: string;
  readonly title?: string;
  readonly status?: number | bigint;
  readonly code?: string;
  readonly detail?: string;
}

export interface EventMembers {
  type: EventType | (string & {});
  time?: Date | undefined;
  dedupeKey: string;
  cashIn?: CashIn | CashInMembers | undefined;
  cashOut?: CashOut | CashOutMembers | undefined;
  deliveryId: string;
}
export declare class Event extends Value {
  constructor(members: EventMembers);
  readonly type: EventType | (string & {});
  readonly time?: Date;
  readonly dedupeKey: string;
  readonly cashIn?: CashIn;
  readonly cashOut?: CashOut;
  readonly deliveryId: string;
  readonly irregular?: readonly string[];
}

export interface RebalancePlanMembers {
  direction: string;
  amount: Money;
  covered: boolean;
  shortfall: Money;
}
export declare class RebalancePlan extends Value {
  constructor(members: RebalancePlanMembers);
  readonly direction: string;
  readonly amount: Money;
  readonly covered: boolean;
  readonly shortfall: Money;
}

export interface ReconciliationMembers {
  by: string;
  id?: string | undefined;
  keyMayHaveExpired: boolean;
}
export declare class Reconciliation extends Value {
  constructor(members: ReconciliationMembers);
  readonly by: string;
  readonly id?: string;
  readonly keyMayHaveExpired: boolean;
}

export interface AttemptMembers {
  operation: string;
  form: string;
  madeAt: Date;
}
export declare class Attempt extends Value {
  constructor(members: AttemptMembers);
  readonly operation: string;
  readonly form: string;
  readonly madeAt: Date;
}

export interface BrCodeMembers {
  kind: string;
  text: string;
  key?: string | undefined;
  url?: string | undefined;
  recurrenceUrl?: string | undefined;
  description?: string | undefined;
  amount?: Money | undefined;
  txid?: string | undefined;
  merchantName: string;
  merchantCity: string;
  postalCode?: string | undefined;
  merchantCategory: string;
  withdrawalAgent?: string | undefined;
  singleUse?: boolean | undefined;
  countsCharacters: boolean;
}
export declare class BrCode extends Value {
  constructor(members: BrCodeMembers);
  readonly kind: string;
  readonly text: string;
  readonly key?: string;
  readonly url?: string;
  readonly recurrenceUrl?: string;
  readonly description?: string;
  readonly amount?: Money;
  readonly txid?: string;
  readonly merchantName: string;
  readonly merchantCity: string;
  readonly postalCode?: string;
  readonly merchantCategory: string;
  readonly withdrawalAgent?: string;
  readonly singleUse?: boolean;
  readonly countsCharacters: boolean;
}

export interface StaticBrCodeMembers {
  keyType: PixKeyType;
  key: string;
  name: string;
  city: string;
  amount?: Money | undefined;
  txid?: string | undefined;
  description?: string | undefined;
  postalCode?: string | undefined;
  merchantCategory?: string | undefined;
}
export declare class StaticBrCode extends Value {
  constructor(members: StaticBrCodeMembers);
  readonly keyType: PixKeyType;
  readonly key: string;
  readonly name: string;
  readonly city: string;
  readonly amount?: Money;
  readonly txid?: string;
  readonly description?: string;
  readonly postalCode?: string;
  readonly merchantCategory?: string;
}

export interface DynamicBrCodeMembers {
  url: string;
  name: string;
  city: string;
  postalCode?: string | undefined;
  merchantCategory?: string | undefined;
  singleUse?: boolean | undefined;
}
export declare class DynamicBrCode extends Value {
  constructor(members: DynamicBrCodeMembers);
  readonly url: string;
  readonly name: string;
  readonly city: string;
  readonly postalCode?: string;
  readonly merchantCategory?: string;
  readonly singleUse?: boolean;
}
