// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_BENCHMARKS_PEERS_SIMDJSON_PAYMENTS_HPP
#define CONNECTPSP_BENCHMARKS_PEERS_SIMDJSON_PAYMENTS_HPP

#include "simdjson_fields.hpp"

#include <connectpsp/api/cash_in.hpp>
#include <connectpsp/api/cash_out.hpp>

#include <cstddef>
#include <optional>
#include <string_view>

namespace bench::peers {

/// The responses about payments, read with the library's rules.
class simdjson_payments : simdjson_fields<simdjson_payments> {
public:
    template <class T>
    std::optional<T> decode(simdjson::padded_string_view text) {
        return read_document<T>(text);
    }

private:
    friend simdjson_fields<simdjson_payments>;

    static bool read(connectpsp::payer_bank& out, object from) {
        using namespace std::string_view_literals;
        return members(
            from, 0,
            [&](std::size_t place, value& inside) {
                switch (place) {
                case 0: return read_text(out.ispb, inside);
                case 1: return read_text(out.bank, inside);
                case 2: return read_text(out.branch, inside);
                default: return read_text(out.account, inside);
                }
            },
            "ispb"sv, "bank"sv, "branch"sv, "account"sv);
    }

    static bool read(connectpsp::received_payer& out, object from) {
        using namespace std::string_view_literals;
        return members(
            from, 0,
            [&](std::size_t place, value& inside) {
                switch (place) {
                case 0: return read_text(out.name, inside);
                case 1: return read_text(out.document, inside);
                default: return read_object(out.bank_data, inside);
                }
            },
            "name"sv, "document"sv, "bankData"sv);
    }

    static bool read(connectpsp::pix_data& out, object from) {
        using namespace std::string_view_literals;
        return members(
            from, 0,
            [&](std::size_t place, value& inside) {
                switch (place) {
                case 0: return read_text(out.copy_and_paste, inside);
                default: return read_text(out.qr_code_image_base64, inside);
                }
            },
            "copyAndPaste"sv, "qrCodeImageBase64"sv);
    }

    static bool read(connectpsp::open_finance_link& out, object from) {
        using namespace std::string_view_literals;
        return members(
            from, 0, [&](std::size_t, value& inside) { return read_text(out.payment_url, inside); },
            "paymentUrl"sv);
    }

    static bool read(connectpsp::cash_in_charge& out, object from) {
        using namespace std::string_view_literals;
        return members(
            from, 0b1,
            [&](std::size_t place, value& inside) {
                switch (place) {
                case 0: return read_required(out.transaction_id, inside);
                case 1: return read_text(out.internal_code, inside);
                case 2: return read_text(out.external_reference, inside);
                case 3: return read_text(out.status, inside);
                case 4: return read_amount(out.amount, inside);
                case 5: return read_object(out.payer, inside);
                case 6: return read_object(out.pix_data, inside);
                case 7: return read_text(out.payment_url, inside);
                case 8: return read_object(out.open_finance, inside);
                default: return read_parsed(out.requested_at, inside, read_timestamp);
                }
            },
            "transactionId"sv, "internalCode"sv, "externalReference"sv, "status"sv, "amount"sv,
            "payer"sv, "pixData"sv, "paymentUrl"sv, "openFinance"sv, "requestedAt"sv);
    }

    static bool read(connectpsp::cash_in& out, object from) {
        using namespace std::string_view_literals;
        return members(
            from, 0b1100001,
            [&](std::size_t place, value& inside) {
                switch (place) {
                case 0: return read_required(out.transaction_id, inside);
                case 1: return read_text(out.internal_code, inside);
                case 2: return read_text(out.external_reference, inside);
                case 3: return read_text(out.end_to_end_id, inside);
                case 4: return read_text(out.original_end_to_end_id, inside);
                case 5: return read_required(out.status, inside);
                case 6: return read_amount(out.amount, inside);
                case 7: return read_object(out.payer, inside);
                case 8: return read_parsed(out.requested_at, inside, read_timestamp);
                case 9: return read_parsed(out.paid_at, inside, read_timestamp);
                case 10: return read_parsed(out.refunded_at, inside, read_timestamp);
                default: return read_parsed(out.expired_at, inside, read_timestamp);
                }
            },
            "transactionId"sv, "internalCode"sv, "externalReference"sv, "endToEndId"sv,
            "originalEndToEndId"sv, "status"sv, "amount"sv, "payer"sv, "requestedAt"sv, "paidAt"sv,
            "refundedAt"sv, "expiredAt"sv);
    }

    static bool read(connectpsp::refund_receipt& out, object from) {
        using namespace std::string_view_literals;
        return members(
            from, 0b1,
            [&](std::size_t place, value& inside) {
                switch (place) {
                case 0: return read_required(out.transaction_id, inside);
                case 1: return read_text(out.internal_code, inside);
                case 2: return read_text(out.external_reference, inside);
                case 3: return read_text(out.end_to_end_id, inside);
                case 4: return read_text(out.original_end_to_end_id, inside);
                case 5: return read_text(out.status, inside);
                case 6: return read_amount(out.amount, inside);
                default: return read_parsed(out.refunded_at, inside, read_timestamp);
                }
            },
            "transactionId"sv, "internalCode"sv, "externalReference"sv, "endToEndId"sv,
            "originalEndToEndId"sv, "status"sv, "amount"sv, "refundedAt"sv);
    }

    static bool read(connectpsp::received_bank_account& out, object from) {
        using namespace std::string_view_literals;
        return members(
            from, 0,
            [&](std::size_t place, value& inside) {
                switch (place) {
                case 0: return read_text(out.ispb, inside);
                case 1: return read_text(out.branch, inside);
                case 2: return read_text(out.account, inside);
                default: return read_text(out.account_type, inside);
                }
            },
            "ispb"sv, "branch"sv, "account"sv, "accountType"sv);
    }

    static bool read(connectpsp::received_destination& out, object from) {
        using namespace std::string_view_literals;
        return members(
            from, 0,
            [&](std::size_t place, value& inside) {
                switch (place) {
                case 0: return read_text(out.type, inside);
                case 1: return read_text(out.pix_key_type, inside);
                case 2: return read_text(out.pix_key, inside);
                default: return read_object(out.bank_account, inside);
                }
            },
            "type"sv, "pixKeyType"sv, "pixKey"sv, "bankAccount"sv);
    }

    static bool read(connectpsp::received_payee& out, object from) {
        using namespace std::string_view_literals;
        return members(
            from, 0,
            [&](std::size_t place, value& inside) {
                switch (place) {
                case 0: return read_text(out.name, inside);
                case 1: return read_text(out.document, inside);
                default: return read_object(out.destination, inside);
                }
            },
            "name"sv, "document"sv, "destination"sv);
    }

    static bool read(connectpsp::cash_out_receipt& out, object from) {
        using namespace std::string_view_literals;
        return members(
            from, 0b1,
            [&](std::size_t place, value& inside) {
                switch (place) {
                case 0: return read_required(out.transaction_id, inside);
                case 1: return read_text(out.internal_code, inside);
                case 2: return read_text(out.external_reference, inside);
                case 3: return read_text(out.status, inside);
                case 4: return read_amount(out.amount, inside);
                case 5: return read_object(out.payee, inside);
                default: return read_parsed(out.requested_at, inside, read_timestamp);
                }
            },
            "transactionId"sv, "internalCode"sv, "externalReference"sv, "status"sv, "amount"sv,
            "payee"sv, "requestedAt"sv);
    }

    static bool read(connectpsp::cash_out_failure& out, object from) {
        using namespace std::string_view_literals;
        return members(
            from, 0,
            [&](std::size_t place, value& inside) {
                switch (place) {
                case 0: return read_text(out.code, inside);
                default: return read_text(out.message, inside);
                }
            },
            "code"sv, "message"sv);
    }

    static bool read(connectpsp::cash_out& out, object from) {
        using namespace std::string_view_literals;
        return members(
            from, 0b1100001,
            [&](std::size_t place, value& inside) {
                switch (place) {
                case 0: return read_required(out.transaction_id, inside);
                case 1: return read_text(out.internal_code, inside);
                case 2: return read_text(out.external_reference, inside);
                case 3: return read_text(out.end_to_end_id, inside);
                case 4: return read_text(out.original_end_to_end_id, inside);
                case 5: return read_required(out.status, inside);
                case 6: return read_amount(out.amount, inside);
                case 7: return read_object(out.failure, inside);
                case 8: return read_object(out.payee, inside);
                case 9: return read_parsed(out.requested_at, inside, read_timestamp);
                case 10: return read_parsed(out.completed_at, inside, read_timestamp);
                case 11: return read_parsed(out.failed_at, inside, read_timestamp);
                default: return read_parsed(out.refunded_at, inside, read_timestamp);
                }
            },
            "transactionId"sv, "internalCode"sv, "externalReference"sv, "endToEndId"sv,
            "originalEndToEndId"sv, "status"sv, "amount"sv, "failure"sv, "payee"sv, "requestedAt"sv,
            "completedAt"sv, "failedAt"sv, "refundedAt"sv);
    }
};

} // namespace bench::peers

#endif
