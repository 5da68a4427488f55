// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_TESTS_SANDBOX_TRANSACTION_BOOK_HPP
#define CONNECTPSP_TESTS_SANDBOX_TRANSACTION_BOOK_HPP

#include <deque>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace sandbox {

/// All cash-ins or all cash-outs, found by any of their identifiers. Its transactions keep their
/// addresses.
template <class Transaction>
class transaction_book {
public:
    Transaction& add(Transaction one) {
        auto& kept = all_.emplace_back(std::move(one));
        references_.insert(kept.external_reference);
        by_id_[kept.transaction_id] = &kept;
        by_id_[kept.internal_code] = &kept;
        return kept;
    }
    /// From now on it is found by that identifier too.
    void call_too(Transaction& one, std::string const& id) { by_id_[id] = &one; }

    [[nodiscard]] Transaction* find(std::string const& id) const {
        auto const found = by_id_.find(id);
        return found == by_id_.end() ? nullptr : found->second;
    }
    [[nodiscard]] std::deque<Transaction> const& all() const { return all_; } ///< as they came
    [[nodiscard]] bool has_reference(std::string const& external_reference) const {
        return references_.contains(external_reference);
    }

private:
    std::deque<Transaction> all_;
    std::unordered_map<std::string, Transaction*> by_id_;
    std::unordered_set<std::string> references_;
};

} // namespace sandbox

#endif
