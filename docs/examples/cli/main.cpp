// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

// ConnectPSP at a prompt: docs/cli.md.

#include "../standard_streams.hpp"
#include "commands.hpp"
#include "show.hpp"

#include <sys/stat.h>

#include <csignal>
#include <exception>
#include <iostream>

int main(int count, char** arguments) {
    examples::open_standard_streams();
    umask(077); // a record holds names, documents and keys
    std::signal(SIGPIPE, SIG_IGN);
    cli::common_options common;
    cli::action chosen;
    CLI::App program{"ConnectPSP: PIX payments, payouts and the wallet", "connectpsp"};
    program.require_subcommand(1);
    program.fallthrough(); // common options may stand behind the command
    program.add_flag("--json", common.json, "one JSON document on standard output");
    program.add_flag("--yes", common.yes, "do not ask before money moves");
    program.add_option("--credentials", common.credentials_file,
                       "a file of NAME=VALUE lines that its owner alone can read");
    program
        .add_option("--timeout", common.timeout_seconds, "seconds for one request, 30 unless given")
        ->check(CLI::Range(1, 600));
    program.footer(
        "Credentials come from that file, from the file that CONNECTPSP_CREDENTIALS names,\n"
        "or from CONNECTPSP_CLIENT_ID, CONNECTPSP_CLIENT_SECRET,\n"
        "CONNECTPSP_APPLICATION_TOKEN and CONNECTPSP_CRYPTO_TOKEN. CONNECTPSP_BASE_URL says\n"
        "where, staging unless set. Exit statuses: docs/cli.md.");
    cli::add_wallet(program, common, chosen);
    cli::add_cash_in(program, common, chosen);
    cli::add_cash_out(program, common, chosen);
    cli::add_webhook(program, common, chosen);
    cli::add_br_code(program, common, chosen);
    cli::add_attempt(program, common, chosen);
    try {
        program.parse(count, arguments);
        auto const how = chosen();
        if (!std::cout.flush())
            throw cli::stop{cli::status::failed, "standard output cannot be written"};
        return static_cast<int>(how);
    } catch (CLI::ParseError const& why) {
        if (why.get_exit_code() == 0) return program.exit(why); // --help
        auto const rest = program.remaining(true);
        std::string const wrong = rest.empty() ? why.what() : rest.front() + " is not expected";
        std::cerr << "connectpsp: " << cli::printable(wrong) << "; see connectpsp --help\n";
        return static_cast<int>(cli::status::usage);
    } catch (cli::stop const& why) {
        cli::print(common, why);
        return static_cast<int>(why.how);
    } catch (std::exception const& why) {
        std::cerr << "connectpsp: " << cli::printable(why.what()) << '\n';
        return static_cast<int>(cli::status::failed);
    }
}
