// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#pragma once
#include "place.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace cli {

/// The records of attempts that were begun and have no known end: one file each, readable by their
/// owner alone, in CONNECTPSP_ATTEMPTS or ~/.local/state/connectpsp. A record is on the disk before
/// its request is sent. It is removed when its end is known and was printed.
std::filesystem::path attempts_folder();
std::vector<std::filesystem::path> stored_attempts();

/// Stores a record under its idempotency key. Stops where it cannot be stored: nothing is sent then.
std::filesystem::path store_attempt(std::string_view key, std::string const& record);

std::string read_attempt(std::filesystem::path const& file);

/// While it lives, SIGINT and SIGTERM name the record before they end the program: its request may
/// be on its way.
class interruption_notice {
public:
    explicit interruption_notice(std::filesystem::path const& record);
    interruption_notice(interruption_notice const&) = delete;
    interruption_notice& operator=(interruption_notice const&) = delete;
    ~interruption_notice();
};

/// The end of an attempt whose outcome is unknown: names the record and the command that goes on.
[[noreturn]] void stop_in_doubt(psp::error const& why, std::filesystem::path const& record);

/// Stops where standard output has not taken the receipt: the record stays, so that resuming it
/// brings the receipt again.
void require_printed(std::filesystem::path const& record);

/// Ends an attempt. `show` prints the receipt.
template <class T, class Show>
void end_attempt(psp::result<T> got, std::filesystem::path const& record, Show const& show) {
    if (got) {
        show(got.value());
        require_printed(record);
    } else if (got.error().outcome_unknown()) {
        stop_in_doubt(got.error(), record);
    }
    std::filesystem::remove(record);
    static_cast<void>(place::value_or_stop(std::move(got)));
}

/// Looks for the same payment among the attempts in doubt. Stops where it is there, because a second
/// one could be paid too. Tells of any other.
/// @param name its external reference, or the id of the charge that is refunded
void look_for_doubt(std::string_view path, std::string_view name, bool is_id);

/// Carries an operation out that must not be done twice. `show` prints its receipt.
template <class Op, class Show>
void carry_out(place& at, Op op, Show const& show) {
    if constexpr (requires { op.external_reference; })
        look_for_doubt(Op::endpoint.path, op.external_reference.text(), false);
    else
        look_for_doubt(Op::endpoint.path, op.id.text(), true);
    op.idempotency_key = value_of("idempotency key", psp::system_idempotency_key(), status::failed);
    auto const record =
        value_of("the request", psp::save_attempt(op, at.session, psp::system_time{}()));
    auto const file = store_attempt(op.idempotency_key.text(), record);
    auto got = [&] {
        interruption_notice const told{file};
        return at.try_(std::move(op));
    }();
    end_attempt(std::move(got), file, show);
}

} // namespace cli
