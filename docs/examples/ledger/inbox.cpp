// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "inbox.hpp"

#include <iostream>

namespace ledger {

inbox::inbox(std::string database, std::string merchant,
             std::vector<psp::secret> const& crypto_tokens, std::string const& journal_path)
    : where_(std::move(database))
    , merchant_(std::move(merchant))
    , hook_(psp::webhook_receiver::make(crypto_tokens).value()) {
    if (!journal_path.empty()) journal_ = std::make_unique<journal>(journal_path);
}

connection& inbox::database() {
    if (!database_) {
        database_ = connect(where_);
        database_->count_in(&transitions_);
    }
    return *database_;
}

int inbox::take(std::string const& body, std::string_view signature, std::string_view delivery_id) {
    auto const told = hook_.receive(body, signature, delivery_id);
    if (!told) {
        bool const untrusted = told.error() == psp::condition::untrusted;
        bool const too_large = told.error() == psp::errc::body_too_large;
        ++received_[untrusted ? "untrusted" : too_large ? "too_large" : "unreadable"];
        std::cerr << "webhook: " << told.error() << '\n';
        return untrusted ? 401 : too_large ? 413 : 400;
    }
    try {
        bool const is_new = in_transaction(database(), [&] {
            bool const stored = take_in(database(), merchant_, told.value(), body);
            // Within the transaction: a delivery that the journal lacks is answered with 503 and comes
            // again. Two entries of one event are harmless.
            if (stored && journal_)
                journal_->append("event", {std::string{signature} + " " + body});
            return stored;
        });
        ++received_[is_new ? "stored" : "duplicate"];
        return 200;
    } catch (std::exception const& why) {
        ++received_["unstored"];
        std::cerr << "webhook: not stored: " << why.what() << '\n';
        database_.reset();
        return 503;
    }
}

std::int64_t inbox::apply() {
    try {
        return in_transaction(database(), [&] { return apply_events(database(), merchant_, 100); });
    } catch (sql_error const&) {
        database_.reset();
        throw;
    }
}

} // namespace ledger
