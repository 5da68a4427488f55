// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "audit.hpp"

#include <cstdint>

namespace simulation {

void audit::executed(std::string const& deed, std::string const& id, origin from) {
    auto& by = conversations_[from.conversation - 1];
    if (by.not_done && !from.copied)
        complain("conversation " + std::to_string(from.conversation) +
                 " was told that nothing happened, and it happens now: " + deed);
    if (by.not_done && from.copied) ++late_copies_;
    // The effect of a copy may contradict the one response that its sender got.
    if (!from.copied) by.executed = true;
    by.touched_ledger = true;
    if (deed.empty()) return;

    auto& entry = deeds_[deed];
    entry.id = id;
    entry.copied = from.copied;
    if (++entry.times > 1) complain("executed twice: " + deed);
    if (entry.refused && !from.copied) complain("closed as refused, and executed now: " + deed);
}

void audit::told_done(std::uint64_t conversation, std::string const& deed, std::string const& id) {
    if (deed.empty()) {
        if (!conversations_[conversation - 1].touched_ledger)
            complain("reported done, and the ledger lacks it: conversation " +
                     std::to_string(conversation));
        return;
    }
    auto const found = deeds_.find(deed);
    if (found == deeds_.end() || found->second.times == 0)
        complain("reported done, and the ledger lacks it: " + deed);
    else if (found->second.id != id)
        complain("reported done under another id than the ledger's: " + deed);
}

void audit::told_not_done(std::uint64_t conversation) {
    auto& by = conversations_[conversation - 1];
    by.not_done = true;
    if (by.executed)
        complain("conversation " + std::to_string(conversation) +
                 " was told that nothing happened, and it did");
}

void audit::closed_as_refused(std::string const& deed) {
    auto& entry = deeds_[deed];
    entry.refused = true;
    if (entry.times != 0 && !entry.copied)
        complain("closed as refused, and the ledger has it: " + deed);
}

bool audit::by_copy(std::string const& deed) const {
    auto const found = deeds_.find(deed);
    return found != deeds_.end() && found->second.copied;
}

std::string audit::id_of(std::string const& deed) const {
    auto const found = deeds_.find(deed);
    return found == deeds_.end() || found->second.times == 0 ? std::string{} : found->second.id;
}

} // namespace simulation
