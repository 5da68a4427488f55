# SPDX-FileCopyrightText: 2026 The connectpsp authors
# SPDX-License-Identifier: BSL-1.0
# Written by docs/bindings/generate.py from docs/bindings/interface.json. Do not edit.
"""The values of the ConnectPSP API: operations, their results, and what stands in them."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, ClassVar, Dict, Optional, Tuple, Union

from ._base import Operation, Value, new_idempotency_key, open_enumeration
from .money import Money

Form = Dict[str, Any]


class TokenType(str, Enum):
    BEARER = "Bearer"


class Currency(str, Enum):
    BRL = "BRL"


class CashInStatus(str, Enum):
    AWAITING_PAYMENT = "AWAITING_PAYMENT"
    PAID = "PAID"
    EXPIRED = "EXPIRED"
    REFUNDED = "REFUNDED"
    CANCELLED = "CANCELLED"


class RefundReason(str, Enum):
    FRAUD = "FRAUD"
    DUPLICATED_PAYMENT = "DUPLICATED_PAYMENT"
    CUSTOMER_REQUEST = "CUSTOMER_REQUEST"
    MERCHANT_ERROR = "MERCHANT_ERROR"


class DestinationType(str, Enum):
    PIX = "PIX"
    BANK_ACCOUNT = "BANK_ACCOUNT"


class PixKeyType(str, Enum):
    CPF = "CPF"
    CNPJ = "CNPJ"
    EMAIL = "EMAIL"
    PHONE = "PHONE"
    EVP = "EVP"


class AccountType(str, Enum):
    CHECKING = "CHECKING"
    SAVINGS = "SAVINGS"
    PAYMENT = "PAYMENT"


class CashOutStatus(str, Enum):
    PROCESSING = "PROCESSING"
    COMPLETED = "COMPLETED"
    FAILED = "FAILED"
    REFUNDED = "REFUNDED"
    CANCELLED = "CANCELLED"


class CashOutFailureCode(str, Enum):
    PIX_KEY_NOT_FOUND = "PIX_KEY_NOT_FOUND"


class EventType(str, Enum):
    CASHIN_PAID = "CASHIN_PAID"
    CASHIN_REFUNDED = "CASHIN_REFUNDED"
    CASHOUT_COMPLETED = "CASHOUT_COMPLETED"
    CASHOUT_FAILED = "CASHOUT_FAILED"
    CASHOUT_REFUNDED = "CASHOUT_REFUNDED"


@dataclass(frozen=True, repr=False)
class AccessGrant(Value):
    shown: ClassVar[Tuple[str, ...]] = ("token_type", "expires_in", "issued_at",)
    access_token: str
    expires_in: int
    token_type: Optional[Union[TokenType, str]] = None
    issued_at: Optional[datetime.datetime] = None
    irregular: Tuple[str, ...] = ()

    @classmethod
    def from_form(cls, form: Form) -> AccessGrant:
        made = object.__new__(cls)
        object.__setattr__(made, "__dict__", {
            "access_token": form["accessToken"],
            "expires_in": int(form["expiresIn"]),
            "token_type": open_enumeration(TokenType, form["tokenType"]) if "tokenType" in form else None,
            "issued_at": Value.read_time(form["issuedAt"]) if "issuedAt" in form else None,
            "irregular": tuple(form["irregular"]) if "irregular" in form else (),
        })
        return made

    def to_form(self) -> Form:
        form: Form = {}
        form["accessToken"] = Value.write_text(self.access_token, "access_token")
        if self.token_type is not None:
            form["tokenType"] = Value.write_text(self.token_type, "token_type")
        form["expiresIn"] = Value.write_integer(self.expires_in, "expires_in")
        if self.issued_at is not None:
            form["issuedAt"] = Value.write_time(self.issued_at, "issued_at")
        return form


@dataclass(frozen=True, repr=False)
class ConsolidatedBalance(Value):
    shown: ClassVar[Tuple[str, ...]] = ("total_balance", "transactional_balance", "proprietary_balance",)
    total_balance: Money
    transactional_balance: Money
    proprietary_balance: Money

    @classmethod
    def from_form(cls, form: Form) -> ConsolidatedBalance:
        made = object.__new__(cls)
        object.__setattr__(made, "__dict__", {
            "total_balance": Money.read(form["totalBalanceCentavos"]),
            "transactional_balance": Money.read(form["transactionalBalanceCentavos"]),
            "proprietary_balance": Money.read(form["proprietaryBalanceCentavos"]),
        })
        return made

    def to_form(self) -> Form:
        form: Form = {}
        form["totalBalanceCentavos"] = Value.write_money(self.total_balance, "total_balance")
        form["transactionalBalanceCentavos"] = Value.write_money(self.transactional_balance, "transactional_balance")
        form["proprietaryBalanceCentavos"] = Value.write_money(self.proprietary_balance, "proprietary_balance")
        return form


@dataclass(frozen=True, repr=False)
class AccountBalance(Value):
    shown: ClassVar[Tuple[str, ...]] = ("balance",)
    balance: Money
    branch: Optional[str] = None
    account: Optional[str] = None

    @classmethod
    def from_form(cls, form: Form) -> AccountBalance:
        made = object.__new__(cls)
        object.__setattr__(made, "__dict__", {
            "balance": Money.read(form["balanceCentavos"]),
            "branch": form.get("branch"),
            "account": form.get("account"),
        })
        return made

    def to_form(self) -> Form:
        form: Form = {}
        if self.branch is not None:
            form["branch"] = Value.write_text(self.branch, "branch")
        if self.account is not None:
            form["account"] = Value.write_text(self.account, "account")
        form["balanceCentavos"] = Value.write_money(self.balance, "balance")
        return form


@dataclass(frozen=True, repr=False)
class BankAccounts(Value):
    shown: ClassVar[Tuple[str, ...]] = ("transactional", "proprietary",)
    transactional: Optional[AccountBalance] = None
    proprietary: Optional[AccountBalance] = None

    @classmethod
    def from_form(cls, form: Form) -> BankAccounts:
        made = object.__new__(cls)
        object.__setattr__(made, "__dict__", {
            "transactional": AccountBalance.from_form(form["transactional"]) if "transactional" in form else None,
            "proprietary": AccountBalance.from_form(form["proprietary"]) if "proprietary" in form else None,
        })
        return made

    def to_form(self) -> Form:
        form: Form = {}
        if self.transactional is not None:
            form["transactional"] = Value.write(self.transactional, AccountBalance, "transactional")
        if self.proprietary is not None:
            form["proprietary"] = Value.write(self.proprietary, AccountBalance, "proprietary")
        return form


@dataclass(frozen=True, repr=False)
class BankBalance(Value):
    shown: ClassVar[Tuple[str, ...]] = ("accounts",)
    ispb: Optional[str] = None
    bank: Optional[str] = None
    accounts: Optional[BankAccounts] = None
    irregular: Tuple[str, ...] = ()

    @classmethod
    def from_form(cls, form: Form) -> BankBalance:
        made = object.__new__(cls)
        object.__setattr__(made, "__dict__", {
            "ispb": form.get("ispb"),
            "bank": form.get("bank"),
            "accounts": BankAccounts.from_form(form["accounts"]) if "accounts" in form else None,
            "irregular": tuple(form["irregular"]) if "irregular" in form else (),
        })
        return made

    def to_form(self) -> Form:
        form: Form = {}
        if self.ispb is not None:
            form["ispb"] = Value.write_text(self.ispb, "ispb")
        if self.bank is not None:
            form["bank"] = Value.write_text(self.bank, "bank")
        if self.accounts is not None:
            form["accounts"] = Value.write(self.accounts, BankAccounts, "accounts")
        return form


@dataclass(frozen=True, repr=False)
class Balance(Value):
    shown: ClassVar[Tuple[str, ...]] = ("currency", "reference_date", "consolidated", "banks", "updated_at",)
    consolidated: ConsolidatedBalance
    currency: Optional[Union[Currency, str]] = None
    reference_date: Optional[datetime.date] = None
    banks: Tuple[BankBalance, ...] = ()
    updated_at: Optional[datetime.datetime] = None
    irregular: Tuple[str, ...] = ()

    @classmethod
    def from_form(cls, form: Form) -> Balance:
        made = object.__new__(cls)
        object.__setattr__(made, "__dict__", {
            "consolidated": ConsolidatedBalance.from_form(form["consolidated"]),
            "currency": open_enumeration(Currency, form["currency"]) if "currency" in form else None,
            "reference_date": datetime.date.fromisoformat(form["referenceDate"]) if "referenceDate" in form else None,
            "banks": tuple(BankBalance.from_form(each) for each in form["banks"]) if "banks" in form else (),
            "updated_at": Value.read_time(form["updatedAt"]) if "updatedAt" in form else None,
            "irregular": tuple(form["irregular"]) if "irregular" in form else (),
        })
        return made

    def to_form(self) -> Form:
        form: Form = {}
        if self.currency is not None:
            form["currency"] = Value.write_text(self.currency, "currency")
        if self.reference_date is not None:
            form["referenceDate"] = Value.write_date(self.reference_date, "reference_date")
        form["consolidated"] = Value.write(self.consolidated, ConsolidatedBalance, "consolidated")
        form["banks"] = [Value.write(each, BankBalance, "banks") for each in self.banks]
        if self.updated_at is not None:
            form["updatedAt"] = Value.write_time(self.updated_at, "updated_at")
        return form


@dataclass(frozen=True, repr=False)
class RebalanceReceipt(Value):
    shown: ClassVar[Tuple[str, ...]] = ("success",)
    success: bool
    message: Optional[str] = None

    @classmethod
    def from_form(cls, form: Form) -> RebalanceReceipt:
        made = object.__new__(cls)
        object.__setattr__(made, "__dict__", {
            "success": form["success"],
            "message": form.get("message"),
        })
        return made

    def to_form(self) -> Form:
        form: Form = {}
        form["success"] = Value.write_boolean(self.success, "success")
        if self.message is not None:
            form["message"] = Value.write_text(self.message, "message")
        return form


@dataclass(frozen=True, repr=False)
class Payer(Value):
    shown: ClassVar[Tuple[str, ...]] = ()
    name: str
    document: str

    @classmethod
    def from_form(cls, form: Form) -> Payer:
        made = object.__new__(cls)
        object.__setattr__(made, "__dict__", {
            "name": form["name"],
            "document": form["document"],
        })
        return made

    def to_form(self) -> Form:
        form: Form = {}
        form["name"] = Value.write_text(self.name, "name")
        form["document"] = Value.write_text(self.document, "document")
        return form


@dataclass(frozen=True, repr=False)
class OpenFinance(Value):
    shown: ClassVar[Tuple[str, ...]] = ()
    redirect_url: str

    @classmethod
    def from_form(cls, form: Form) -> OpenFinance:
        made = object.__new__(cls)
        object.__setattr__(made, "__dict__", {
            "redirect_url": form["redirectUrl"],
        })
        return made

    def to_form(self) -> Form:
        form: Form = {}
        form["redirectUrl"] = Value.write_text(self.redirect_url, "redirect_url")
        return form


@dataclass(frozen=True, repr=False)
class PayerBank(Value):
    shown: ClassVar[Tuple[str, ...]] = ()
    ispb: Optional[str] = None
    bank: Optional[str] = None
    branch: Optional[str] = None
    account: Optional[str] = None
    irregular: Tuple[str, ...] = ()

    @classmethod
    def from_form(cls, form: Form) -> PayerBank:
        made = object.__new__(cls)
        object.__setattr__(made, "__dict__", {
            "ispb": form.get("ispb"),
            "bank": form.get("bank"),
            "branch": form.get("branch"),
            "account": form.get("account"),
            "irregular": tuple(form["irregular"]) if "irregular" in form else (),
        })
        return made

    def to_form(self) -> Form:
        form: Form = {}
        if self.ispb is not None:
            form["ispb"] = Value.write_text(self.ispb, "ispb")
        if self.bank is not None:
            form["bank"] = Value.write_text(self.bank, "bank")
        if self.branch is not None:
            form["branch"] = Value.write_text(self.branch, "branch")
        if self.account is not None:
            form["account"] = Value.write_text(self.account, "account")
        return form


@dataclass(frozen=True, repr=False)
class ReceivedPayer(Value):
    shown: ClassVar[Tuple[str, ...]] = ("bank_data",)
    name: Optional[str] = None
    document: Optional[str] = None
    bank_data: Optional[PayerBank] = None
    irregular: Tuple[str, ...] = ()

    @classmethod
    def from_form(cls, form: Form) -> ReceivedPayer:
        made = object.__new__(cls)
        object.__setattr__(made, "__dict__", {
            "name": form.get("name"),
            "document": form.get("document"),
            "bank_data": PayerBank.from_form(form["bankData"]) if "bankData" in form else None,
            "irregular": tuple(form["irregular"]) if "irregular" in form else (),
        })
        return made

    def to_form(self) -> Form:
        form: Form = {}
        if self.name is not None:
            form["name"] = Value.write_text(self.name, "name")
        if self.document is not None:
            form["document"] = Value.write_text(self.document, "document")
        if self.bank_data is not None:
            form["bankData"] = Value.write(self.bank_data, PayerBank, "bank_data")
        return form


@dataclass(frozen=True, repr=False)
class PixData(Value):
    shown: ClassVar[Tuple[str, ...]] = ()
    copy_and_paste: Optional[str] = None
    qr_code_image_base64: Optional[str] = None

    @classmethod
    def from_form(cls, form: Form) -> PixData:
        made = object.__new__(cls)
        object.__setattr__(made, "__dict__", {
            "copy_and_paste": form.get("copyAndPaste"),
            "qr_code_image_base64": form.get("qrCodeImageBase64"),
        })
        return made

    def to_form(self) -> Form:
        form: Form = {}
        if self.copy_and_paste is not None:
            form["copyAndPaste"] = Value.write_text(self.copy_and_paste, "copy_and_paste")
        if self.qr_code_image_base64 is not None:
            form["qrCodeImageBase64"] = Value.write_text(self.qr_code_image_base64, "qr_code_image_base64")
        return form


@dataclass(frozen=True, repr=False)
class OpenFinanceLink(Value):
    shown: ClassVar[Tuple[str, ...]] = ()
    payment_url: Optional[str] = None

    @classmethod
    def from_form(cls, form: Form) -> OpenFinanceLink:
        made = object.__new__(cls)
        object.__setattr__(made, "__dict__", {
            "payment_url": form.get("paymentUrl"),
        })
        return made

    def to_form(self) -> Form:
        form: Form = {}
        if self.payment_url is not None:
            form["paymentUrl"] = Value.write_text(self.payment_url, "payment_url")
        return form


@dataclass(frozen=True, repr=False)
class CashInCharge(Value):
    shown: ClassVar[Tuple[str, ...]] = ("status", "amount", "payer", "pix_data", "open_finance", "requested_at",)
    transaction_id: str
    internal_code: Optional[str] = None
    external_reference: Optional[str] = None
    status: Optional[Union[CashInStatus, str]] = None
    amount: Optional[Money] = None
    payer: Optional[ReceivedPayer] = None
    pix_data: Optional[PixData] = None
    payment_url: Optional[str] = None
    open_finance: Optional[OpenFinanceLink] = None
    requested_at: Optional[datetime.datetime] = None
    irregular: Tuple[str, ...] = ()

    @classmethod
    def from_form(cls, form: Form) -> CashInCharge:
        made = object.__new__(cls)
        object.__setattr__(made, "__dict__", {
            "transaction_id": form["transactionId"],
            "internal_code": form.get("internalCode"),
            "external_reference": form.get("externalReference"),
            "status": open_enumeration(CashInStatus, form["status"]) if "status" in form else None,
            "amount": Money.read(form["amountCentavos"]) if "amountCentavos" in form else None,
            "payer": ReceivedPayer.from_form(form["payer"]) if "payer" in form else None,
            "pix_data": PixData.from_form(form["pixData"]) if "pixData" in form else None,
            "payment_url": form.get("paymentUrl"),
            "open_finance": OpenFinanceLink.from_form(form["openFinance"]) if "openFinance" in form else None,
            "requested_at": Value.read_time(form["requestedAt"]) if "requestedAt" in form else None,
            "irregular": tuple(form["irregular"]) if "irregular" in form else (),
        })
        return made

    def to_form(self) -> Form:
        form: Form = {}
        form["transactionId"] = Value.write_text(self.transaction_id, "transaction_id")
        if self.internal_code is not None:
            form["internalCode"] = Value.write_text(self.internal_code, "internal_code")
        if self.external_reference is not None:
            form["externalReference"] = Value.write_text(self.external_reference, "external_reference")
        if self.status is not None:
            form["status"] = Value.write_text(self.status, "status")
        if self.amount is not None:
            form["amountCentavos"] = Value.write_money(self.amount, "amount")
        if self.payer is not None:
            form["payer"] = Value.write(self.payer, ReceivedPayer, "payer")
        if self.pix_data is not None:
            form["pixData"] = Value.write(self.pix_data, PixData, "pix_data")
        if self.payment_url is not None:
            form["paymentUrl"] = Value.write_text(self.payment_url, "payment_url")
        if self.open_finance is not None:
            form["openFinance"] = Value.write(self.open_finance, OpenFinanceLink, "open_finance")
        if self.requested_at is not None:
            form["requestedAt"] = Value.write_time(self.requested_at, "requested_at")
        return form


@dataclass(frozen=True, repr=False)
class CashIn(Value):
    shown: ClassVar[Tuple[str, ...]] = ("status", "amount", "payer", "requested_at", "paid_at", "refunded_at", "expired_at",)
    transaction_id: str
    status: Union[CashInStatus, str]
    amount: Money
    internal_code: Optional[str] = None
    external_reference: Optional[str] = None
    end_to_end_id: Optional[str] = None
    original_end_to_end_id: Optional[str] = None
    payer: Optional[ReceivedPayer] = None
    requested_at: Optional[datetime.datetime] = None
    paid_at: Optional[datetime.datetime] = None
    refunded_at: Optional[datetime.datetime] = None
    expired_at: Optional[datetime.datetime] = None
    irregular: Tuple[str, ...] = ()

    @classmethod
    def from_form(cls, form: Form) -> CashIn:
        made = object.__new__(cls)
        object.__setattr__(made, "__dict__", {
            "transaction_id": form["transactionId"],
            "status": open_enumeration(CashInStatus, form["status"]),
            "amount": Money.read(form["amountCentavos"]),
            "internal_code": form.get("internalCode"),
            "external_reference": form.get("externalReference"),
            "end_to_end_id": form.get("endToEndId"),
            "original_end_to_end_id": form.get("originalEndToEndId"),
            "payer": ReceivedPayer.from_form(form["payer"]) if "payer" in form else None,
            "requested_at": Value.read_time(form["requestedAt"]) if "requestedAt" in form else None,
            "paid_at": Value.read_time(form["paidAt"]) if "paidAt" in form else None,
            "refunded_at": Value.read_time(form["refundedAt"]) if "refundedAt" in form else None,
            "expired_at": Value.read_time(form["expiredAt"]) if "expiredAt" in form else None,
            "irregular": tuple(form["irregular"]) if "irregular" in form else (),
        })
        return made

    def to_form(self) -> Form:
        form: Form = {}
        form["transactionId"] = Value.write_text(self.transaction_id, "transaction_id")
        if self.internal_code is not None:
            form["internalCode"] = Value.write_text(self.internal_code, "internal_code")
        if self.external_reference is not None:
            form["externalReference"] = Value.write_text(self.external_reference, "external_reference")
        if self.end_to_end_id is not None:
            form["endToEndId"] = Value.write_text(self.end_to_end_id, "end_to_end_id")
        if self.original_end_to_end_id is not None:
            form["originalEndToEndId"] = Value.write_text(self.original_end_to_end_id, "original_end_to_end_id")
        form["status"] = Value.write_text(self.status, "status")
        form["amountCentavos"] = Value.write_money(self.amount, "amount")
        if self.payer is not None:
            form["payer"] = Value.write(self.payer, ReceivedPayer, "payer")
        if self.requested_at is not None:
            form["requestedAt"] = Value.write_time(self.requested_at, "requested_at")
        if self.paid_at is not None:
            form["paidAt"] = Value.write_time(self.paid_at, "paid_at")
        if self.refunded_at is not None:
            form["refundedAt"] = Value.write_time(self.refunded_at, "refunded_at")
        if self.expired_at is not None:
            form["expiredAt"] = Value.write_time(self.expired_at, "expired_at")
        return form


@dataclass(frozen=True, repr=False)
class RefundReceipt(Value):
    shown: ClassVar[Tuple[str, ...]] = ("status", "amount", "refunded_at",)
    transaction_id: str
    internal_code: Optional[str] = None
    external_reference: Optional[str] = None
    end_to_end_id: Optional[str] = None
    original_end_to_end_id: Optional[str] = None
    status: Optional[Union[CashInStatus, str]] = None
    amount: Optional[Money] = None
    refunded_at: Optional[datetime.datetime] = None
    irregular: Tuple[str, ...] = ()

    @classmethod
    def from_form(cls, form: Form) -> RefundReceipt:
        made = object.__new__(cls)
        object.__setattr__(made, "__dict__", {
            "transaction_id": form["transactionId"],
            "internal_code": form.get("internalCode"),
            "external_reference": form.get("externalReference"),
            "end_to_end_id": form.get("endToEndId"),
            "original_end_to_end_id": form.get("originalEndToEndId"),
            "status": open_enumeration(CashInStatus, form["status"]) if "status" in form else None,
            "amount": Money.read(form["amountCentavos"]) if "amountCentavos" in form else None,
            "refunded_at": Value.read_time(form["refundedAt"]) if "refundedAt" in form else None,
            "irregular": tuple(form["irregular"]) if "irregular" in form else (),
        })
        return made

    def to_form(self) -> Form:
        form: Form = {}
        form["transactionId"] = Value.write_text(self.transaction_id, "transaction_id")
        if self.internal_code is not None:
            form["internalCode"] = Value.write_text(self.internal_code, "internal_code")
        if self.external_reference is not None:
            form["externalReference"] = Value.write_text(self.external_reference, "external_reference")
        if self.end_to_end_id is not None:
            form["endToEndId"] = Value.write_text(self.end_to_end_id, "end_to_end_id")
        if self.original_end_to_end_id is not None:
            form["originalEndToEndId"] = Value.write_text(self.original_end_to_end_id, "original_end_to_end_id")
        if self.status is not None:
            form["status"] = Value.write_text(self.status, "status")
        if self.amount is not None:
            form["amountCentavos"] = Value.write_money(self.amount, "amount")
        if self.refunded_at is not None:
            form["refundedAt"] = Value.write_time(self.refunded_at, "refunded_at")
        return form


@dataclass(frozen=True, repr=False)
class BankAccount(Value):
    shown: ClassVar[Tuple[str, ...]] = ("account_type",)
    ispb: str
    branch: str
    account: str
    account_type: Optional[AccountType] = None

    @classmethod
    def from_form(cls, form: Form) -> BankAccount:
        made = object.__new__(cls)
        object.__setattr__(made, "__dict__", {
            "ispb": form["ispb"],
            "branch": form["branch"],
            "account": form["account"],
            "account_type": AccountType(form["accountType"]) if "accountType" in form else None,
        })
        return made

    def to_form(self) -> Form:
        form: Form = {}
        form["ispb"] = Value.write_text(self.ispb, "ispb")
        form["branch"] = Value.write_text(self.branch, "branch")
        form["account"] = Value.write_text(self.account, "account")
        if self.account_type is not None:
            form["accountType"] = Value.write_text(self.account_type, "account_type")
        return form


@dataclass(frozen=True, repr=False)
class Destination(Value):
    shown: ClassVar[Tuple[str, ...]] = ("type", "pix_key_type", "bank_account",)
    type: Optional[DestinationType] = None
    pix_key_type: Optional[PixKeyType] = None
    pix_key: Optional[str] = None
    bank_account: Optional[BankAccount] = None

    @classmethod
    def from_form(cls, form: Form) -> Destination:
        made = object.__new__(cls)
        object.__setattr__(made, "__dict__", {
            "type": DestinationType(form["type"]) if "type" in form else None,
            "pix_key_type": PixKeyType(form["pixKeyType"]) if "pixKeyType" in form else None,
            "pix_key": form.get("pixKey"),
            "bank_account": BankAccount.from_form(form["bankAccount"]) if "bankAccount" in form else None,
        })
        return made

    def to_form(self) -> Form:
        form: Form = {}
        if self.type is not None:
            form["type"] = Value.write_text(self.type, "type")
        if self.pix_key_type is not None:
            form["pixKeyType"] = Value.write_text(self.pix_key_type, "pix_key_type")
        if self.pix_key is not None:
            form["pixKey"] = Value.write_text(self.pix_key, "pix_key")
        if self.bank_account is not None:
            form["bankAccount"] = Value.write(self.bank_account, BankAccount, "bank_account")
        return form


@dataclass(frozen=True, repr=False)
class Payee(Value):
    shown: ClassVar[Tuple[str, ...]] = ("destination",)
    name: str
    document: str
    destination: Destination

    @classmethod
    def from_form(cls, form: Form) -> Payee:
        made = object.__new__(cls)
        object.__setattr__(made, "__dict__", {
            "name": form["name"],
            "document": form["document"],
            "destination": Destination.from_form(form["destination"]),
        })
        return made

    def to_form(self) -> Form:
        form: Form = {}
        form["name"] = Value.write_text(self.name, "name")
        form["document"] = Value.write_text(self.document, "document")
        form["destination"] = Value.write(self.destination, Destination, "destination")
        return form


@dataclass(frozen=True, repr=False)
class ReceivedBankAccount(Value):
    shown: ClassVar[Tuple[str, ...]] = ("account_type",)
    ispb: Optional[str] = None
    branch: Optional[str] = None
    account: Optional[str] = None
    account_type: Optional[Union[AccountType, str]] = None
    irregular: Tuple[str, ...] = ()

    @classmethod
    def from_form(cls, form: Form) -> ReceivedBankAccount:
        made = object.__new__(cls)
        object.__setattr__(made, "__dict__", {
            "ispb": form.get("ispb"),
            "branch": form.get("branch"),
            "account": form.get("account"),
            "account_type": open_enumeration(AccountType, form["accountType"]) if "accountType" in form else None,
            "irregular": tuple(form["irregular"]) if "irregular" in form else (),
        })
        return made

    def to_form(self) -> Form:
        form: Form = {}
        if self.ispb is not None:
            form["ispb"] = Value.write_text(self.ispb, "ispb")
        if self.branch is not None:
            form["branch"] = Value.write_text(self.branch, "branch")
        if self.account is not None:
            form["account"] = Value.write_text(self.account, "account")
        if self.account_type is not None:
            form["accountType"] = Value.write_text(self.account_type, "account_type")
        return form


@dataclass(frozen=True, repr=False)
class ReceivedDestination(Value):
    shown: ClassVar[Tuple[str, ...]] = ("type", "pix_key_type", "bank_account",)
    type: Optional[Union[DestinationType, str]] = None
    pix_key_type: Optional[Union[PixKeyType, str]] = None
    pix_key: Optional[str] = None
    bank_account: Optional[ReceivedBankAccount] = None
    irregular: Tuple[str, ...] = ()

    @classmethod
    def from_form(cls, form: Form) -> ReceivedDestination:
        made = object.__new__(cls)
        object.__setattr__(made, "__dict__", {
            "type": open_enumeration(DestinationType, form["type"]) if "type" in form else None,
            "pix_key_type": open_enumeration(PixKeyType, form["pixKeyType"]) if "pixKeyType" in form else None,
            "pix_key": form.get("pixKey"),
            "bank_account": ReceivedBankAccount.from_form(form["bankAccount"]) if "bankAccount" in form else None,
            "irregular": tuple(form["irregular"]) if "irregular" in form else (),
        })
        return made

    def to_form(self) -> Form:
        form: Form = {}
        if self.type is not None:
            form["type"] = Value.write_text(self.type, "type")
        if self.pix_key_type is not None:
            form["pixKeyType"] = Value.write_text(self.pix_key_type, "pix_key_type")
        if self.pix_key is not None:
            form["pixKey"] = Value.write_text(self.pix_key, "pix_key")
        if self.bank_account is not None:
            form["bankAccount"] = Value.write(self.bank_account, ReceivedBankAccount, "bank_account")
        return form


@dataclass(frozen=True, repr=False)
class ReceivedPayee(Value):
    shown: ClassVar[Tuple[str, ...]] = ("destination",)
    name: Optional[str] = None
    document: Optional[str] = None
    destination: Optional[ReceivedDestination] = None
    irregular: Tuple[str, ...] = ()

    @classmethod
    def from_form(cls, form: Form) -> ReceivedPayee:
        made = object.__new__(cls)
        object.__setattr__(made, "__dict__", {
            "name": form.get("name"),
            "document": form.get("document"),
            "destination": ReceivedDestination.from_form(form["destination"]) if "destination" in form else None,
            "irregular": tuple(form["irregular"]) if "irregular" in form else (),
        })
        return made

    def to_form(self) -> Form:
        form: Form = {}
        if self.name is not None:
            form["name"] = Value.write_text(self.name, "name")
        if self.document is not None:
            form["document"] = Value.write_text(self.document, "document")
        if self.destination is not None:
            form["destination"] = Value.write(self.destination, ReceivedDestination, "destination")
        return form


@dataclass(frozen=True, repr=False)
class CashOutReceipt(Value):
    shown: ClassVar[Tuple[str, ...]] = ("status", "amount", "payee", "requested_at",)
    transaction_id: str
    internal_code: Optional[str] = None
    external_reference: Optional[str] = None
    status: Optional[Union[CashOutStatus, str]] = None
    amount: Optional[Money] = None
    payee: Optional[ReceivedPayee] = None
    requested_at: Optional[datetime.datetime] = None
    irregular: Tuple[str, ...] = ()

    @classmethod
    def from_form(cls, form: Form) -> CashOutReceipt:
        made = object.__new__(cls)
        object.__setattr__(made, "__dict__", {
            "transaction_id": form["transactionId"],
            "internal_code": form.get("internalCode"),
            "external_reference": form.get("externalReference"),
            "status": open_enumeration(CashOutStatus, form["status"]) if "status" in form else None,
            "amount": Money.read(form["amountCentavos"]) if "amountCentavos" in form else None,
            "payee": ReceivedPayee.from_form(form["payee"]) if "payee" in form else None,
            "requested_at": Value.read_time(form["requestedAt"]) if "requestedAt" in form else None,
            "irregular": tuple(form["irregular"]) if "irregular" in form else (),
        })
        return made

    def to_form(self) -> Form:
        form: Form = {}
        form["transactionId"] = Value.write_text(self.transaction_id, "transaction_id")
        if self.internal_code is not None:
            form["internalCode"] = Value.write_text(self.internal_code, "internal_code")
        if self.external_reference is not None:
            form["externalReference"] = Value.write_text(self.external_reference, "external_reference")
        if self.status is not None:
            form["status"] = Value.write_text(self.status, "status")
        if self.amount is not None:
            form["amountCentavos"] = Value.write_money(self.amount, "amount")
        if self.payee is not None:
            form["payee"] = Value.write(self.payee, ReceivedPayee, "payee")
        if self.requested_at is not None:
            form["requestedAt"] = Value.write_time(self.requested_at, "requested_at")
        return form


@dataclass(frozen=True, repr=False)
class CashOutFailure(Value):
    shown: ClassVar[Tuple[str, ...]] = ("code",)
    code: Optional[Union[CashOutFailureCode, str]] = None
    message: Optional[str] = None
    irregular: Tuple[str, ...] = ()

    @classmethod
    def from_form(cls, form: Form) -> CashOutFailure:
        made = object.__new__(cls)
        object.__setattr__(made, "__dict__", {
            "code": open_enumeration(CashOutFailureCode, form["code"]) if "code" in form else None,
            "message": form.get("message"),
            "irregular": tuple(form["irregular"]) if "irregular" in form else (),
        })
        return made

    def to_form(self) -> Form:
        form: Form = {}
        if self.code is not None:
            form["code"] = Value.write_text(self.code, "code")
        if self.message is not None:
            form["message"] = Value.write_text(self.message, "message")
        return form


@dataclass(frozen=True, repr=False)
class CashOut(Value):
    shown: ClassVar[Tuple[str, ...]] = ("status", "amount", "failure", "payee", "requested_at", "completed_at", "failed_at", "refunded_at",)
    transaction_id: str
    status: Union[CashOutStatus, str]
    amount: Money
    internal_code: Optional[str] = None
    external_reference: Optional[str] = None
    end_to_end_id: Optional[str] = None
    original_end_to_end_id: Optional[str] = None
    failure: Optional[CashOutFailure] = None
    payee: Optional[ReceivedPayee] = None
    requested_at: Optional[datetime.datetime] = None
    completed_at: Optional[datetime.datetime] = None
    failed_at: Optional[datetime.datetime] = None
    refunded_at: Optional[datetime.datetime] = None
    irregular: Tuple[str, ...] = ()

    @classmethod
    def from_form(cls, form: Form) -> CashOut:
        made = object.__new__(cls)
        object.__setattr__(made, "__dict__", {
            "transaction_id": form["transactionId"],
            "status": open_enumeration(CashOutStatus, form["status"]),
            "amount": Money.read(form["amountCentavos"]),
            "internal_code": form.get("internalCode"),
            "external_reference": form.get("externalReference"),
            "end_to_end_id": form.get("endToEndId"),
            "original_end_to_end_id": form.get("originalEndToEndId"),
            "failure": CashOutFailure.from_form(form["failure"]) if "failure" in form else None,
            "payee": ReceivedPayee.from_form(form["payee"]) if "payee" in form else None,
            "requested_at": Value.read_time(form["requestedAt"]) if "requestedAt" in form else None,
            "completed_at": Value.read_time(form["completedAt"]) if "completedAt" in form else None,
            "failed_at": Value.read_time(form["failedAt"]) if "failedAt" in form else None,
            "refunded_at": Value.read_time(form["refundedAt"]) if "refundedAt" in form else None,
            "irregular": tuple(form["irregular"]) if "irregular" in form else (),
        })
        return made

    def to_form(self) -> Form:
        form: Form = {}
        form["transactionId"] = Value.write_text(self.transaction_id, "transaction_id")
        if self.internal_code is not None:
            form["internalCode"] = Value.write_text(self.internal_code, "internal_code")
        if self.external_reference is not None:
            form["externalReference"] = Value.write_text(self.external_reference, "external_reference")
        if self.end_to_end_id is not None:
            form["endToEndId"] = Value.write_text(self.end_to_end_id, "end_to_end_id")
        if self.original_end_to_end_id is not None:
            form["originalEndToEndId"] = Value.write_text(self.original_end_to_end_id, "original_end_to_end_id")
        form["status"] = Value.write_text(self.status, "status")
        form["amountCentavos"] = Value.write_money(self.amount, "amount")
        if self.failure is not None:
            form["failure"] = Value.write(self.failure, CashOutFailure, "failure")
        if self.payee is not None:
            form["payee"] = Value.write(self.payee, ReceivedPayee, "payee")
        if self.requested_at is not None:
            form["requestedAt"] = Value.write_time(self.requested_at, "requested_at")
        if self.completed_at is not None:
            form["completedAt"] = Value.write_time(self.completed_at, "completed_at")
        if self.failed_at is not None:
            form["failedAt"] = Value.write_time(self.failed_at, "failed_at")
        if self.refunded_at is not None:
            form["refundedAt"] = Value.write_time(self.refunded_at, "refunded_at")
        return form


@dataclass(frozen=True, repr=False)
class RetryPolicy(Value):
    shown: ClassVar[Tuple[str, ...]] = ("max_attempts", "deadline_milliseconds", "initial_delay_milliseconds", "max_delay_milliseconds", "max_retry_after_seconds",)
    max_attempts: Optional[int] = None
    deadline_milliseconds: Optional[int] = None
    initial_delay_milliseconds: Optional[int] = None
    max_delay_milliseconds: Optional[int] = None
    max_retry_after_seconds: Optional[int] = None

    @classmethod
    def from_form(cls, form: Form) -> RetryPolicy:
        made = object.__new__(cls)
        object.__setattr__(made, "__dict__", {
            "max_attempts": int(form["maxAttempts"]) if "maxAttempts" in form else None,
            "deadline_milliseconds": int(form["deadlineMilliseconds"]) if "deadlineMilliseconds" in form else None,
            "initial_delay_milliseconds": int(form["initialDelayMilliseconds"]) if "initialDelayMilliseconds" in form else None,
            "max_delay_milliseconds": int(form["maxDelayMilliseconds"]) if "maxDelayMilliseconds" in form else None,
            "max_retry_after_seconds": int(form["maxRetryAfterSeconds"]) if "maxRetryAfterSeconds" in form else None,
        })
        return made

    def to_form(self) -> Form:
        form: Form = {}
        if self.max_attempts is not None:
            form["maxAttempts"] = Value.write_integer(self.max_attempts, "max_attempts")
        if self.deadline_milliseconds is not None:
            form["deadlineMilliseconds"] = Value.write_integer(self.deadline_milliseconds, "deadline_milliseconds")
        if self.initial_delay_milliseconds is not None:
            form["initialDelayMilliseconds"] = Value.write_integer(self.initial_delay_milliseconds, "initial_delay_milliseconds")
        if self.max_delay_milliseconds is not None:
            form["maxDelayMilliseconds"] = Value.write_integer(self.max_delay_milliseconds, "max_delay_milliseconds")
        if self.max_retry_after_seconds is not None:
            form["maxRetryAfterSeconds"] = Value.write_integer(self.max_retry_after_seconds, "max_retry_after_seconds")
        return form


@dataclass(frozen=True, repr=False)
class Problem(Value):
    shown: ClassVar[Tuple[str, ...]] = ("status",)
    type: Optional[str] = None
    title: Optional[str] = None
    status: Optional[int] = None
    code: Optional[str] = None
    detail: Optional[str] = None

    @classmethod
    def from_form(cls, form: Form) -> Problem:
        made = object.__new__(cls)
        object.__setattr__(made, "__dict__", {
            "type": form.get("type"),
            "title": form.get("title"),
            "status": int(form["status"]) if "status" in form else None,
            "code": form.get("code"),
            "detail": form.get("detail"),
        })
        return made

    def to_form(self) -> Form:
        form: Form = {}
        if self.type is not None:
            form["type"] = Value.write_text(self.type, "type")
        if self.title is not None:
            form["title"] = Value.write_text(self.title, "title")
        if self.status is not None:
            form["status"] = Value.write_integer(self.status, "status")
        if self.code is not None:
            form["code"] = Value.write_text(self.code, "code")
        if self.detail is not None:
            form["detail"] = Value.write_text(self.detail, "detail")
        return form


@dataclass(frozen=True, repr=False)
class Event(Value):
    shown: ClassVar[Tuple[str, ...]] = ("type", "time", "cash_in", "cash_out",)
    type: Union[EventType, str]
    dedupe_key: str
    delivery_id: str
    time: Optional[datetime.datetime] = None
    cash_in: Optional[CashIn] = None
    cash_out: Optional[CashOut] = None
    irregular: Tuple[str, ...] = ()

    @classmethod
    def from_form(cls, form: Form) -> Event:
        made = object.__new__(cls)
        object.__setattr__(made, "__dict__", {
            "type": open_enumeration(EventType, form["type"]),
            "dedupe_key": form["dedupeKey"],
            "delivery_id": form["deliveryId"],
            "time": Value.read_time(form["time"]) if "time" in form else None,
            "cash_in": CashIn.from_form(form["cashIn"]) if "cashIn" in form else None,
            "cash_out": CashOut.from_form(form["cashOut"]) if "cashOut" in form else None,
            "irregular": tuple(form["irregular"]) if "irregular" in form else (),
        })
        return made

    def to_form(self) -> Form:
        form: Form = {}
        form["type"] = Value.write_text(self.type, "type")
        if self.time is not None:
            form["time"] = Value.write_time(self.time, "time")
        form["dedupeKey"] = Value.write_text(self.dedupe_key, "dedupe_key")
        if self.cash_in is not None:
            form["cashIn"] = Value.write(self.cash_in, CashIn, "cash_in")
        if self.cash_out is not None:
            form["cashOut"] = Value.write(self.cash_out, CashOut, "cash_out")
        form["deliveryId"] = Value.write_text(self.delivery_id, "delivery_id")
        return form


@dataclass(frozen=True, repr=False)
class RebalancePlan(Value):
    shown: ClassVar[Tuple[str, ...]] = ("amount", "covered", "shortfall",)
    direction: str
    amount: Money
    covered: bool
    shortfall: Money

    @classmethod
    def from_form(cls, form: Form) -> RebalancePlan:
        made = object.__new__(cls)
        object.__setattr__(made, "__dict__", {
            "direction": form["direction"],
            "amount": Money.read(form["amountCentavos"]),
            "covered": form["covered"],
            "shortfall": Money.read(form["shortfallCentavos"]),
        })
        return made

    def to_form(self) -> Form:
        form: Form = {}
        form["direction"] = Value.write_text(self.direction, "direction")
        form["amountCentavos"] = Value.write_money(self.amount, "amount")
        form["covered"] = Value.write_boolean(self.covered, "covered")
        form["shortfallCentavos"] = Value.write_money(self.shortfall, "shortfall")
        return form


@dataclass(frozen=True, repr=False)
class Reconciliation(Value):
    shown: ClassVar[Tuple[str, ...]] = ("key_may_have_expired",)
    by: str
    key_may_have_expired: bool
    id: Optional[str] = None

    @classmethod
    def from_form(cls, form: Form) -> Reconciliation:
        made = object.__new__(cls)
        object.__setattr__(made, "__dict__", {
            "by": form["by"],
            "key_may_have_expired": form["keyMayHaveExpired"],
            "id": form.get("id"),
        })
        return made

    def to_form(self) -> Form:
        form: Form = {}
        form["by"] = Value.write_text(self.by, "by")
        if self.id is not None:
            form["id"] = Value.write_text(self.id, "id")
        form["keyMayHaveExpired"] = Value.write_boolean(self.key_may_have_expired, "key_may_have_expired")
        return form


@dataclass(frozen=True, repr=False)
class Attempt(Value):
    shown: ClassVar[Tuple[str, ...]] = ("made_at",)
    operation: str
    form: str
    made_at: datetime.datetime

    @classmethod
    def from_form(cls, form: Form) -> Attempt:
        made = object.__new__(cls)
        object.__setattr__(made, "__dict__", {
            "operation": form["operation"],
            "form": form["form"],
            "made_at": Value.read_time(form["madeAt"]),
        })
        return made

    def to_form(self) -> Form:
        form: Form = {}
        form["operation"] = Value.write_text(self.operation, "operation")
        form["form"] = Value.write_text(self.form, "form")
        form["madeAt"] = Value.write_time(self.made_at, "made_at")
        return form


@dataclass(frozen=True, repr=False)
class BrCode(Value):
    shown: ClassVar[Tuple[str, ...]] = ("amount", "single_use", "counts_characters",)
    kind: str
    text: str
    merchant_name: str
    merchant_city: str
    merchant_category: str
    counts_characters: bool
    key: Optional[str] = None
    url: Optional[str] = None
    recurrence_url: Optional[str] = None
    description: Optional[str] = None
    amount: Optional[Money] = None
    txid: Optional[str] = None
    postal_code: Optional[str] = None
    withdrawal_agent: Optional[str] = None
    single_use: Optional[bool] = None

    @classmethod
    def from_form(cls, form: Form) -> BrCode:
        made = object.__new__(cls)
        object.__setattr__(made, "__dict__", {
            "kind": form["kind"],
            "text": form["text"],
            "merchant_name": form["merchantName"],
            "merchant_city": form["merchantCity"],
            "merchant_category": form["merchantCategory"],
            "counts_characters": form["countsCharacters"],
            "key": form.get("key"),
            "url": form.get("url"),
            "recurrence_url": form.get("recurrenceUrl"),
            "description": form.get("description"),
            "amount": Money.read(form["amountCentavos"]) if "amountCentavos" in form else None,
            "txid": form.get("txid"),
            "postal_code": form.get("postalCode"),
            "withdrawal_agent": form.get("withdrawalAgent"),
            "single_use": form.get("singleUse"),
        })
        return made

    def to_form(self) -> Form:
        form: Form = {}
        form["kind"] = Value.write_text(self.kind, "kind")
        form["text"] = Value.write_text(self.text, "text")
        if self.key is not None:
            form["key"] = Value.write_text(self.key, "key")
        if self.url is not None:
            form["url"] = Value.write_text(self.url, "url")
        if self.recurrence_url is not None:
            form["recurrenceUrl"] = Value.write_text(self.recurrence_url, "recurrence_url")
        if self.description is not None:
            form["description"] = Value.write_text(self.description, "description")
        if self.amount is not None:
            form["amountCentavos"] = Value.write_money(self.amount, "amount")
        if self.txid is not None:
            form["txid"] = Value.write_text(self.txid, "txid")
        form["merchantName"] = Value.write_text(self.merchant_name, "merchant_name")
        form["merchantCity"] = Value.write_text(self.merchant_city, "merchant_city")
        if self.postal_code is not None:
            form["postalCode"] = Value.write_text(self.postal_code, "postal_code")
        form["merchantCategory"] = Value.write_text(self.merchant_category, "merchant_category")
        if self.withdrawal_agent is not None:
            form["withdrawalAgent"] = Value.write_text(self.withdrawal_agent, "withdrawal_agent")
        if self.single_use is not None:
            form["singleUse"] = Value.write_boolean(self.single_use, "single_use")
        form["countsCharacters"] = Value.write_boolean(self.counts_characters, "counts_characters")
        return form


@dataclass(frozen=True, repr=False)
class StaticBrCode(Value):
    shown: ClassVar[Tuple[str, ...]] = ("key_type", "amount",)
    key_type: PixKeyType
    key: str
    name: str
    city: str
    amount: Optional[Money] = None
    txid: Optional[str] = None
    description: Optional[str] = None
    postal_code: Optional[str] = None
    merchant_category: Optional[str] = None

    @classmethod
    def from_form(cls, form: Form) -> StaticBrCode:
        made = object.__new__(cls)
        object.__setattr__(made, "__dict__", {
            "key_type": PixKeyType(form["keyType"]),
            "key": form["key"],
            "name": form["name"],
            "city": form["city"],
            "amount": Money.read(form["amountCentavos"]) if "amountCentavos" in form else None,
            "txid": form.get("txid"),
            "description": form.get("description"),
            "postal_code": form.get("postalCode"),
            "merchant_category": form.get("merchantCategory"),
        })
        return made

    def to_form(self) -> Form:
        form: Form = {}
        form["keyType"] = Value.write_text(self.key_type, "key_type")
        form["key"] = Value.write_text(self.key, "key")
        form["name"] = Value.write_text(self.name, "name")
        form["city"] = Value.write_text(self.city, "city")
        if self.amount is not None:
            form["amountCentavos"] = Value.write_money(self.amount, "amount")
        if self.txid is not None:
            form["txid"] = Value.write_text(self.txid, "txid")
        if self.description is not None:
            form["description"] = Value.write_text(self.description, "description")
        if self.postal_code is not None:
            form["postalCode"] = Value.write_text(self.postal_code, "postal_code")
        if self.merchant_category is not None:
            form["merchantCategory"] = Value.write_text(self.merchant_category, "merchant_category")
        return form


@dataclass(frozen=True, repr=False)
class DynamicBrCode(Value):
    shown: ClassVar[Tuple[str, ...]] = ("single_use",)
    url: str
    name: str
    city: str
    postal_code: Optional[str] = None
    merchant_category: Optional[str] = None
    single_use: Optional[bool] = None

    @classmethod
    def from_form(cls, form: Form) -> DynamicBrCode:
        made = object.__new__(cls)
        object.__setattr__(made, "__dict__", {
            "url": form["url"],
            "name": form["name"],
            "city": form["city"],
            "postal_code": form.get("postalCode"),
            "merchant_category": form.get("merchantCategory"),
            "single_use": form.get("singleUse"),
        })
        return made

    def to_form(self) -> Form:
        form: Form = {}
        form["url"] = Value.write_text(self.url, "url")
        form["name"] = Value.write_text(self.name, "name")
        form["city"] = Value.write_text(self.city, "city")
        if self.postal_code is not None:
            form["postalCode"] = Value.write_text(self.postal_code, "postal_code")
        if self.merchant_category is not None:
            form["merchantCategory"] = Value.write_text(self.merchant_category, "merchant_category")
        if self.single_use is not None:
            form["singleUse"] = Value.write_boolean(self.single_use, "single_use")
        return form


@dataclass(frozen=True, repr=False)
class ObtainToken(Operation[AccessGrant]):
    """POST /auth/token"""

    operation: ClassVar[str] = "obtain_token"
    result_type: ClassVar[str] = "AccessGrant"
    shown: ClassVar[Tuple[str, ...]] = ()
    client_id: str
    client_secret: str

    @classmethod
    def from_form(cls, form: Form) -> ObtainToken:
        made = object.__new__(cls)
        object.__setattr__(made, "__dict__", {
            "client_id": form["clientId"],
            "client_secret": form["clientSecret"],
        })
        return made

    def to_form(self) -> Form:
        form: Form = {}
        form["clientId"] = Value.write_text(self.client_id, "client_id")
        form["clientSecret"] = Value.write_text(self.client_secret, "client_secret")
        return form


@dataclass(frozen=True, repr=False)
class GetBalance(Operation[Balance]):
    """GET /account/balance"""

    operation: ClassVar[str] = "get_balance"
    result_type: ClassVar[str] = "Balance"
    shown: ClassVar[Tuple[str, ...]] = ("date",)
    date: Optional[datetime.date] = None

    @classmethod
    def from_form(cls, form: Form) -> GetBalance:
        made = object.__new__(cls)
        object.__setattr__(made, "__dict__", {
            "date": datetime.date.fromisoformat(form["date"]) if "date" in form else None,
        })
        return made

    def to_form(self) -> Form:
        form: Form = {}
        if self.date is not None:
            form["date"] = Value.write_date(self.date, "date")
        return form


@dataclass(frozen=True, repr=False)
class Rebalance(Operation[RebalanceReceipt]):
    """POST /account/rebalance"""

    operation: ClassVar[str] = "rebalance"
    result_type: ClassVar[str] = "RebalanceReceipt"
    shown: ClassVar[Tuple[str, ...]] = ("target_amount",)
    target_amount: Money

    @classmethod
    def from_form(cls, form: Form) -> Rebalance:
        made = object.__new__(cls)
        object.__setattr__(made, "__dict__", {
            "target_amount": Money.read(form["targetAmountCentavos"]),
        })
        return made

    def to_form(self) -> Form:
        form: Form = {}
        form["targetAmountCentavos"] = Value.write_money(self.target_amount, "target_amount")
        return form


@dataclass(frozen=True, repr=False)
class CreateCashIn(Operation[CashInCharge]):
    """POST /cash-in"""

    operation: ClassVar[str] = "create_cash_in"
    result_type: ClassVar[str] = "CashInCharge"
    shown: ClassVar[Tuple[str, ...]] = ("amount", "expiration_in_minutes", "payer", "open_finance",)
    amount: Money
    external_reference: str
    payer: Payer
    idempotency_key: str = field(default_factory=new_idempotency_key)
    expiration_in_minutes: Optional[int] = None
    webhook_url: Optional[str] = None
    open_finance: Optional[OpenFinance] = None

    @classmethod
    def from_form(cls, form: Form) -> CreateCashIn:
        made = object.__new__(cls)
        object.__setattr__(made, "__dict__", {
            "amount": Money.read(form["amountCentavos"]),
            "external_reference": form["externalReference"],
            "payer": Payer.from_form(form["payer"]),
            "idempotency_key": form["idempotencyKey"],
            "expiration_in_minutes": int(form["expirationInMinutes"]) if "expirationInMinutes" in form else None,
            "webhook_url": form.get("webhookUrl"),
            "open_finance": OpenFinance.from_form(form["openFinance"]) if "openFinance" in form else None,
        })
        return made

    def to_form(self) -> Form:
        form: Form = {}
        form["idempotencyKey"] = Value.write_text(self.idempotency_key, "idempotency_key")
        form["amountCentavos"] = Value.write_money(self.amount, "amount")
        form["externalReference"] = Value.write_text(self.external_reference, "external_reference")
        if self.expiration_in_minutes is not None:
            form["expirationInMinutes"] = Value.write_integer(self.expiration_in_minutes, "expiration_in_minutes")
        if self.webhook_url is not None:
            form["webhookUrl"] = Value.write_text(self.webhook_url, "webhook_url")
        form["payer"] = Value.write(self.payer, Payer, "payer")
        if self.open_finance is not None:
            form["openFinance"] = Value.write(self.open_finance, OpenFinance, "open_finance")
        return form


@dataclass(frozen=True, repr=False)
class GetCashIn(Operation[CashIn]):
    """GET /cash-in/{id}"""

    operation: ClassVar[str] = "get_cash_in"
    result_type: ClassVar[str] = "CashIn"
    shown: ClassVar[Tuple[str, ...]] = ()
    id: str

    @classmethod
    def from_form(cls, form: Form) -> GetCashIn:
        made = object.__new__(cls)
        object.__setattr__(made, "__dict__", {
            "id": form["id"],
        })
        return made

    def to_form(self) -> Form:
        form: Form = {}
        form["id"] = Value.write_text(self.id, "id")
        return form


@dataclass(frozen=True, repr=False)
class RefundCashIn(Operation[RefundReceipt]):
    """POST /cash-in/{id}/refund"""

    operation: ClassVar[str] = "refund_cash_in"
    result_type: ClassVar[str] = "RefundReceipt"
    shown: ClassVar[Tuple[str, ...]] = ("reason",)
    id: str
    idempotency_key: str = field(default_factory=new_idempotency_key)
    reason: Optional[RefundReason] = None
    description: Optional[str] = None

    @classmethod
    def from_form(cls, form: Form) -> RefundCashIn:
        made = object.__new__(cls)
        object.__setattr__(made, "__dict__", {
            "id": form["id"],
            "idempotency_key": form["idempotencyKey"],
            "reason": RefundReason(form["reason"]) if "reason" in form else None,
            "description": form.get("description"),
        })
        return made

    def to_form(self) -> Form:
        form: Form = {}
        form["idempotencyKey"] = Value.write_text(self.idempotency_key, "idempotency_key")
        form["id"] = Value.write_text(self.id, "id")
        if self.reason is not None:
            form["reason"] = Value.write_text(self.reason, "reason")
        if self.description is not None:
            form["description"] = Value.write_text(self.description, "description")
        return form


@dataclass(frozen=True, repr=False)
class CreateCashOut(Operation[CashOutReceipt]):
    """POST /cash-out"""

    operation: ClassVar[str] = "create_cash_out"
    result_type: ClassVar[str] = "CashOutReceipt"
    shown: ClassVar[Tuple[str, ...]] = ("amount", "payee",)
    amount: Money
    external_reference: str
    payee: Payee
    idempotency_key: str = field(default_factory=new_idempotency_key)
    description: Optional[str] = None
    webhook_url: Optional[str] = None

    @classmethod
    def from_form(cls, form: Form) -> CreateCashOut:
        made = object.__new__(cls)
        object.__setattr__(made, "__dict__", {
            "amount": Money.read(form["amountCentavos"]),
            "external_reference": form["externalReference"],
            "payee": Payee.from_form(form["payee"]),
            "idempotency_key": form["idempotencyKey"],
            "description": form.get("description"),
            "webhook_url": form.get("webhookUrl"),
        })
        return made

    def to_form(self) -> Form:
        form: Form = {}
        form["idempotencyKey"] = Value.write_text(self.idempotency_key, "idempotency_key")
        form["amountCentavos"] = Value.write_money(self.amount, "amount")
        form["externalReference"] = Value.write_text(self.external_reference, "external_reference")
        if self.description is not None:
            form["description"] = Value.write_text(self.description, "description")
        if self.webhook_url is not None:
            form["webhookUrl"] = Value.write_text(self.webhook_url, "webhook_url")
        form["payee"] = Value.write(self.payee, Payee, "payee")
        return form


@dataclass(frozen=True, repr=False)
class GetCashOut(Operation[CashOut]):
    """GET /cash-out/{id}"""

    operation: ClassVar[str] = "get_cash_out"
    result_type: ClassVar[str] = "CashOut"
    shown: ClassVar[Tuple[str, ...]] = ()
    id: str

    @classmethod
    def from_form(cls, form: Form) -> GetCashOut:
        made = object.__new__(cls)
        object.__setattr__(made, "__dict__", {
            "id": form["id"],
        })
        return made

    def to_form(self) -> Form:
        form: Form = {}
        form["id"] = Value.write_text(self.id, "id")
        return form


__all__ = [
    "AccessGrant",
    "AccountBalance",
    "AccountType",
    "Attempt",
    "Balance",
    "BankAccount",
    "BankAccounts",
    "BankBalance",
    "BrCode",
    "CashIn",
    "CashInCharge",
    "CashInStatus",
    "CashOut",
    "CashOutFailure",
    "CashOutFailureCode",
    "CashOutReceipt",
    "CashOutStatus",
    "ConsolidatedBalance",
    "CreateCashIn",
    "CreateCashOut",
    "Currency",
    "Destination",
    "DestinationType",
    "DynamicBrCode",
    "Event",
    "EventType",
    "GetBalance",
    "GetCashIn",
    "GetCashOut",
    "ObtainToken",
    "OpenFinance",
    "OpenFinanceLink",
    "Payee",
    "Payer",
    "PayerBank",
    "PixData",
    "PixKeyType",
    "Problem",
    "Rebalance",
    "RebalancePlan",
    "RebalanceReceipt",
    "ReceivedBankAccount",
    "ReceivedDestination",
    "ReceivedPayee",
    "ReceivedPayer",
    "Reconciliation",
    "RefundCashIn",
    "RefundReason",
    "RefundReceipt",
    "RetryPolicy",
    "StaticBrCode",
    "TokenType",
]
