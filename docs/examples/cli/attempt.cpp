// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

// Stored attempts: shown, and sent again.

#include "attempts.hpp"
#include "commands.hpp"
#include "show.hpp"

#include <cstdint>
#include <memory>

namespace cli {
namespace {

psp::attempt_record record_in(std::filesystem::path const& file) {
    return value_of(file.c_str(), psp::decode<psp::attempt_record>(read_attempt(file)),
                    status::not_valid);
}

status show_attempts(std::string const& file) {
    auto const files = file.empty() ? stored_attempts() : std::vector<std::filesystem::path>{file};
    for (auto const& each : files)
        std::cout << each.string() << '\n' << psp::redact(record_in(each)) << '\n';
    if (files.empty()) std::cerr << "no attempt is open\n";
    return status::done;
}

template <class Op>
status resume_as(common_options const& common, std::filesystem::path const& file,
                 std::int64_t key_retention) {
    place at{common};
    auto attempt = value_of(file.c_str(), psp::load_attempt<Op>(read_attempt(file), at.session),
                            status::not_valid);
    auto const way =
        psp::reconcile(attempt, psp::system_time{}(), std::chrono::seconds{key_retention});
    if (way.key_may_have_expired)
        throw stop{status::unknown,
                   "its key may have expired, so that a second request may be a second payment; "
                   "look for its reference at ConnectPSP, or give --key-retention"};
    auto got = [&] {
        interruption_notice const told{file};
        return at.try_(std::move(attempt));
    }();
    end_attempt(std::move(got), file, [&](auto const& receipt) {
        sheet rows;
        rows.add("transaction", receipt.transaction_id);
        rows.add("reference", receipt.external_reference);
        rows.add("status", receipt.status);
        rows.add("amount", receipt.amount);
        print(common, receipt, rows);
    });
    return status::done;
}

status resume_attempt(common_options const& common, std::string const& file,
                      std::int64_t key_retention) {
    auto const operation = record_in(file).operation;
    if (operation == psp::create_cash_out::endpoint.path)
        return resume_as<psp::create_cash_out>(common, file, key_retention);
    if (operation == psp::create_cash_in::endpoint.path)
        return resume_as<psp::create_cash_in>(common, file, key_retention);
    if (operation == psp::refund_cash_in::endpoint.path)
        return resume_as<psp::refund_cash_in>(common, file, key_retention);
    throw stop{status::not_valid, file + ": it is a record of another operation"};
}

} // namespace

void add_attempt(CLI::App& program, common_options const& common, action& chosen) {
    auto* const group = program.add_subcommand("attempt", "payments whose outcome is unknown");
    group->require_subcommand(1);
    auto const file = std::make_shared<std::string>();
    auto* const list = group->add_subcommand("show", "shows one, or all, without names and keys");
    list->add_option("FILE", *file, "all that are open unless given");
    list->callback([&chosen, file] { chosen = [file] { return show_attempts(*file); }; });

    auto const retention = std::make_shared<std::int64_t>(600);
    auto* const again = group->add_subcommand(
        "resume", "sends the same again, with the same key: it is carried out once");
    again->add_option("FILE", *file, "as the command named it")->required();
    again->add_option("--key-retention", *retention,
                      "seconds for which ConnectPSP is trusted to know the key, 600 unless given");
    again->callback([&common, &chosen, file, retention] {
        chosen = [&common, file, retention] { return resume_attempt(common, *file, *retention); };
    });
}

} // namespace cli
