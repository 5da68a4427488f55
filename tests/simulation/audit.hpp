// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_TESTS_SIMULATION_AUDIT_HPP
#define CONNECTPSP_TESTS_SIMULATION_AUDIT_HPP

#include "journal.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace simulation {

/// Which conversation a request belongs to that reaches the gateway.
struct origin {
    std::uint64_t conversation = 0;
    /// The network made a second one of it. Its sender has one answer, and does not know of the
    /// other: the later effect of a refused request's copy is unknown until a webhook reports it.
    bool copied = false;
};

/// Compares what the merchant is told with what the ledger does, and reports a difference. No other
/// part sees both.
class audit {
public:
    explicit audit(journal& book) noexcept : journal_(book) {}

    void complain(std::string const& what) {
        journal_.trace("VIOLATION", what);
        complaints_.push_back(what);
    }
    bool failed() const noexcept { return !complaints_.empty(); }
    std::vector<std::string> const& complaints() const noexcept { return complaints_; }

    /// The number of a conversation that begins.
    std::uint64_t begin() {
        conversations_.emplace_back();
        return conversations_.size();
    }
    std::uint64_t conversations() const noexcept { return conversations_.size(); }

    /// The ledger carries something out.
    /// @param deed what must not happen twice; empty for what may, a rebalance
    void executed(std::string const& deed, std::string const& id, origin from);

    /// A conversation ended with success.
    void told_done(std::uint64_t conversation, std::string const& deed, std::string const& id);

    /// A conversation ended with an error whose outcome is known: nothing that it sent was
    /// carried out, or will be.
    void told_not_done(std::uint64_t conversation);

    /// The merchant's books close an order as refused.
    void closed_as_refused(std::string const& deed);

    /// A copy that the network made was carried out, so that the books are open again.
    bool by_copy(std::string const& deed) const;

    /// The id under which the ledger has it; empty when it has not.
    std::string id_of(std::string const& deed) const;

    std::uint64_t late_copies() const noexcept { return late_copies_; }

private:
    struct exchange {
        bool not_done = false;
        bool executed = false;       ///< by a request that the network did not copy
        bool touched_ledger = false; ///< by any
    };
    struct record {
        std::string id{};
        int times = 0;
        bool refused = false;
        bool copied = false;
    };

    journal& journal_;
    std::vector<std::string> complaints_;
    std::vector<exchange> conversations_;
    std::map<std::string, record> deeds_;
    std::uint64_t late_copies_ = 0;
};

} // namespace simulation

#endif
