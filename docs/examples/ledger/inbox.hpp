// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#pragma once
#include "journal.hpp"
#include "store.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace ledger {

/// Takes webhooks in: believes the signature over the raw bytes, stores the event once, answers. The
/// work on it comes later, by apply(). One thread at a time.
class inbox {
public:
    /// @param crypto_tokens the current one, and older ones while deliveries of before may come
    /// @throws psp::failure for an empty CryptoToken
    inbox(std::string database, std::string merchant, std::vector<psp::secret> const& crypto_tokens,
          std::string const& journal_path);

    /// Returns the status to answer with: 200 once the event is stored; 401, 413 or 400 for what is
    /// not to be believed, too large or unreadable; 503 while the database is away, so that the event
    /// comes again.
    int take(std::string const& body, std::string_view signature, std::string_view delivery_id);

    /// Applies what was stored. Returns how many events.
    std::int64_t apply();

    /// Deliveries by verdict: `stored`, `duplicate`, `untrusted`, `too_large`, `unreadable`,
    /// `unstored`.
    std::map<std::string, std::int64_t> const& received() const noexcept { return received_; }

    /// The transitions that it has committed.
    transition_counts const& transitions() const noexcept { return transitions_; }

private:
    connection& database();

    std::string where_;
    std::string merchant_;
    psp::webhook_receiver hook_;
    std::unique_ptr<journal> journal_;
    transition_counts transitions_;
    std::unique_ptr<connection> database_;
    std::map<std::string, std::int64_t> received_{};
};

} // namespace ledger
