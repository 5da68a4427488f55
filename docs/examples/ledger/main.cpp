// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

// Payouts, webhooks and workers on a database: README.md says how to run it.

#include "../environment_variables.hpp"
#include "../standard_streams.hpp"
#include "http_door.hpp"
#include "inbox.hpp"
#include "metrics.hpp"
#include "rebalancer.hpp"
#include "reconciler.hpp"
#include "restore.hpp"
#include "worker.hpp"

#include <sys/stat.h>

#include <atomic>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>
#include <optional>
#include <thread>
#include <vector>

namespace {

namespace psp = connectpsp;
using namespace std::chrono_literals;

volatile std::sig_atomic_t stopped = 0;
void stop(int) { stopped = 1; }

std::string setting(char const* name, std::string otherwise = {}) {
    char const* const value = std::getenv(name);
    return value != nullptr ? value : std::move(otherwise);
}

std::string required(char const* name) {
    auto value = setting(name);
    if (value.empty()) throw std::invalid_argument(std::string{name} + " is not set");
    return value;
}

std::int64_t number(char const* name, std::int64_t otherwise) {
    auto const text = setting(name);
    return text.empty() ? otherwise : std::stoll(text);
}

/// The place that every command works in.
struct place {
    std::string database = required("LEDGER_DATABASE");
    std::string journal = setting("LEDGER_JOURNAL");
    psp::session session{examples::place_from_environment().value(),
                         examples::credentials_from_environment().value()};
    std::unique_ptr<ledger::connection> open = ledger::connect(database);
    std::string const& merchant() const { return session.client_id(); }
};

void warn_of_clock(ledger::connection& database) {
    auto const there = ledger::now_in(database);
    auto const here =
        std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
    auto const offset = std::chrono::duration<double>(there - here).count();
    if (offset > 2 || offset < -2)
        std::cerr << "warning: this clock and the database's are " << offset << " s apart\n";
}

/// The current CryptoToken, and the one before it while deliveries of before may come.
std::vector<psp::secret> crypto_tokens() {
    std::vector<psp::secret> tokens{psp::secret{required("CONNECTPSP_CRYPTO_TOKEN")}};
    if (auto older = setting("LEDGER_OLDER_CRYPTO_TOKEN"); !older.empty())
        tokens.emplace_back(std::move(older));
    return tokens;
}

/// Tells the port on standard output, and in LEDGER_PORT_FILE.
void tell_port(unsigned short port) {
    std::cout << "listening on http://127.0.0.1:" << port << std::endl;
    if (auto const file = setting("LEDGER_PORT_FILE"); !file.empty()) {
        std::ofstream{file + ".new"} << port << '\n';
        std::rename((file + ".new").c_str(), file.c_str());
    }
}

/// Serves /metrics of a worker on loopback until it has ended. Payouts go on where it cannot.
void show_metrics(ledger::worker const& worker, std::atomic<bool> const& ended) {
    try {
        ledger::serve_loopback(
            static_cast<unsigned short>(number("LEDGER_METRICS_PORT", 0)), tell_port,
            [&](ledger::http_request const& in) -> ledger::http_answer {
                if (in.method() != boost::beast::http::verb::get || in.target() != "/metrics")
                    return {.status = 404};
                return {.body = ledger::metrics_of(worker.counts()) +
                                ledger::metrics_of(worker.transitions()) +
                                worker.request_metrics()};
            },
            [&] { return ended.load(); }, [] {});
    } catch (std::exception const& why) {
        std::cerr << "no metrics: " << why.what() << '\n';
    }
}

int work(place& at) {
    ledger::worker_settings settings{
        .database = at.database,
        .journal_path = at.journal,
        .at_once = number("LEDGER_AT_ONCE", 32),
        .most_a_second = number("LEDGER_MOST_A_SECOND", 0),
        .lease = std::chrono::seconds{number("LEDGER_LEASE_SECONDS", 60)},
        .max_tries = number("LEDGER_MAX_TRIES", 12),
        .key_retention = std::chrono::seconds{number("LEDGER_KEY_RETENTION_SECONDS", 600)}};
    settings.request_timeout_seconds =
        static_cast<long>(number("LEDGER_REQUEST_TIMEOUT_SECONDS", 10));
    settings.policy.deadline = std::chrono::milliseconds{number("LEDGER_DEADLINE_MS", 15'000)};
    auto tokens = crypto_tokens();
    settings.older_crypto_tokens.assign(tokens.begin() + 1, tokens.end());
    settings.first_pause = std::chrono::milliseconds{number("LEDGER_FIRST_PAUSE_MS", 500)};
#if defined(LEDGER_STOP_POINTS)
    // For tests: `after_commit:3` ends the process the third time it passes there; `:stop` stops it.
    if (auto const where = setting("LEDGER_STOP_AT"); !where.empty())
        settings.passes =
            [where, left = std::stoi(where.substr(where.find(':') + 1))](char const* name) mutable {
                if (where.substr(0, where.find(':')) == name && --left == 0)
                    std::raise(where.ends_with(":stop") ? SIGSTOP : SIGKILL);
            };
#endif
    warn_of_clock(*at.open);
    if (!at.journal.empty() &&
        ledger::pause_where_commits_were_lost(*at.open, at.session, at.journal))
        std::cerr << "paused: " << ledger::paused(*at.open).value_or("") << '\n';
    std::ofstream requests;
    std::optional<examples::json_lines> request_log;
    if (auto const file = setting("LEDGER_REQUEST_LOG"); !file.empty()) {
        requests.open(file, std::ios::app);
        if (!requests) throw std::runtime_error(file + ": cannot be written");
        settings.request_log = &request_log.emplace(requests);
    }
    ledger::worker worker{settings, at.session};
    std::cerr << worker.name() << " begins\n";
    std::atomic<bool> ended{false};
    std::thread shown;
    if (!setting("LEDGER_METRICS_PORT").empty())
        shown = std::thread{[&] { show_metrics(worker, ended); }};
    if (setting("LEDGER_UNTIL_IDLE").empty())
        worker.run([] { return stopped != 0; });
    else
        worker.run_until_idle();
    ended = true;
    if (shown.joinable()) shown.join();
    std::cerr << ledger::metrics_of(worker.counts());
    return 0;
}

int listen(place& at) {
    ledger::inbox inbox{at.database, at.merchant(), crypto_tokens(), at.journal};
    ledger::transition_counts of_reads;
    at.open->count_in(&of_reads);
    ledger::reconciler reads{*at.open, at.session};
    std::chrono::seconds const quiet{number("LEDGER_READ_AFTER_SECONDS", 60)};
    auto next_read = std::chrono::steady_clock::now() + quiet;
    ledger::serve_loopback(
        static_cast<unsigned short>(number("LEDGER_PORT", 0)), tell_port,
        [&](ledger::http_request const& in) -> ledger::http_answer {
            if (in.method() == boost::beast::http::verb::get && in.target() == "/metrics") {
                ledger::transition_counts all; // of webhooks and of reads
                all.add(inbox.transitions().all());
                all.add(of_reads.all());
                return {.body = ledger::metrics_of(*at.open, at.merchant()) +
                                ledger::metrics_of(inbox) + ledger::metrics_of(all)};
            }
            if (in.method() != boost::beast::http::verb::post) return {.status = 404};
            return {.status = inbox.take(in.body(), in["X-Connect-Signature"], in["X-Event-Id"])};
        },
        [] { return stopped != 0; },
        [&] {
            try {
                while (inbox.apply() != 0) {
                }
                if (std::chrono::steady_clock::now() >= next_read) {
                    reads.read_quiet_orders(quiet);
                    next_read = std::chrono::steady_clock::now() + quiet / 4;
                }
            } catch (std::exception const& why) {
                std::cerr << why.what() << '\n';
            }
        });
    return 0;
}

int status(place& at) {
    if (auto const why = ledger::paused(*at.open)) std::cout << "paused: " << *why << '\n';
    for (auto const& each : at.open->run("SELECT state, COUNT(*), SUM(amount) FROM orders WHERE "
                                         "merchant = $1 GROUP BY state ORDER BY state",
                                         {at.merchant()}))
        std::cout << each.text(0) << ' ' << each.number(1) << ' '
                  << psp::money::from_centavos(each.number(2)) << '\n';
    return 0;
}

int show(place& at, std::string const& order_id) {
    auto const found = at.open->run(
        "SELECT id, state, reference, transaction_id, gateway_status, amount, tries, held_because, "
        "generation FROM orders WHERE merchant = $1 AND order_id = $2 ORDER BY generation",
        {at.merchant(), order_id});
    if (found.empty()) {
        std::cerr << "there is no order " << order_id << '\n';
        return 1;
    }
    for (auto const& each : found) {
        std::cout << order_id << " generation " << each.number(8) << ": " << each.text(1) << ", "
                  << psp::money::from_centavos(each.number(5)) << ", reference " << each.text(2)
                  << ", transaction " << each.text(3) << ' ' << each.text(4) << ", tries "
                  << each.number(6) << (each.is_null(7) ? "" : ", held: ") << each.text(7) << '\n';
        for (auto const& step :
             at.open->run("SELECT at, from_state, to_state, cause, actor, note FROM transitions "
                          "WHERE order_row = $1 ORDER BY id",
                          {each.number(0)}))
            std::cout << "  "
                      << psp::format_timestamp(
                             psp::timestamp{std::chrono::microseconds{step.number(0)}})
                      << ' ' << step.text(1) << " -> " << step.text(2) << " by " << step.text(3)
                      << ' ' << step.text(4) << ' ' << step.text(5) << '\n';
    }
    return 0;
}

/// The payee from the environment: LEDGER_PAYEE_NAME, LEDGER_PAYEE_DOCUMENT, LEDGER_PIX_KEY_TYPE,
/// LEDGER_PIX_KEY. They are not arguments, which any process of the machine can read.
int enqueue(place& at, std::string const& order_id, std::string const& amount) {
    std::map<std::string, psp::pix_key_type> const types{{"CPF", psp::pix_key_type::cpf},
                                                         {"CNPJ", psp::pix_key_type::cnpj},
                                                         {"EMAIL", psp::pix_key_type::email},
                                                         {"PHONE", psp::pix_key_type::phone},
                                                         {"EVP", psp::pix_key_type::evp}};
    auto const type = types.find(required("LEDGER_PIX_KEY_TYPE"));
    if (type == types.end()) throw std::invalid_argument("LEDGER_PIX_KEY_TYPE is no type of key");
    psp::payee const payee{
        .name = required("LEDGER_PAYEE_NAME"),
        .document = psp::document::parse(required("LEDGER_PAYEE_DOCUMENT")).value(),
        .destination = psp::pix_key::parse(type->second, required("LEDGER_PIX_KEY")).value()};
    std::optional<std::string> webhook_url;
    if (auto url = setting("LEDGER_WEBHOOK_URL"); !url.empty()) webhook_url = std::move(url);
    auto const got = ledger::in_transaction(*at.open, [&] {
        return ledger::enqueue(*at.open, at.merchant(), order_id, psp::money::parse(amount).value(),
                               payee);
    });
    std::cout << order_id << ": " << (got.is_new ? "handed in" : "there already") << ", "
              << got.state << '\n';
    return 0;
}

/// The person who does something by hand, for the history.
std::string actor() { return "operator " + setting("USER", "unknown"); }

int by_hand(place& at, std::string const& order_id, std::initializer_list<std::string_view> from,
            std::string const& to, std::string const& note, std::string const& id = {}) {
    bool const moved = ledger::in_transaction(*at.open, [&] {
        return ledger::move_by_hand(*at.open, at.merchant(), order_id, from, to, actor(), note,
                                    id.empty() ? std::optional<std::string>{} : id);
    });
    if (!moved) std::cerr << order_id << " is not in a state that allows it: see `ledger show`\n";
    return moved ? 0 : 1;
}

int replay(place& at) {
    auto const put = ledger::replay_journal(*at.open, at.session,
                                            psp::webhook_receiver::make(crypto_tokens()).value(),
                                            required("LEDGER_JOURNAL"));
    std::cout << put.attempts << " attempts, " << put.orders << " orders and " << put.events
              << " events put back\n";
    return 0;
}

int compare(place& at) {
    ledger::reconciler reads{*at.open, at.session};
    auto const found = reads.compare(std::chrono::hours{48});
    for (auto const& each : found)
        std::cout << each.order_id << ": " << each.kind << ": " << each.note << '\n';
    std::cout << found.size() << " differences\n";
    return found.empty() ? 0 : 1;
}

int rebalance(place& at, bool dry_run) {
    auto const amount = [](char const* name, std::string const& otherwise) {
        return psp::money::parse(setting(name, otherwise)).value();
    };
    ledger::rebalancer it{
        *at.open,
        at.session,
        {.every = std::chrono::seconds{number("LEDGER_REBALANCE_EVERY_SECONDS", 900)},
         .least_between =
             std::chrono::seconds{number("LEDGER_REBALANCE_LEAST_BETWEEN_SECONDS", 600)},
         .most_a_day = amount("LEDGER_REBALANCE_MOST_A_DAY", "0.00"),
         .least = amount("LEDGER_REBALANCE_LEAST", "0.01"),
         .dry_run = dry_run}};
    auto const made = it.run();
    std::cout << made.outcome;
    if (made.outcome != "taken")
        std::cout << ": exposure " << made.exposure << ", " << to_string(made.plan.direction) << ' '
                  << made.plan.amount;
    std::cout << (made.note.empty() ? "" : ": ") << made.note << '\n';
    bool const is_fine = made.outcome == "done" || made.outcome == "nothing_to_do" ||
                         made.outcome == "dry_run" || made.outcome == "taken";
    return is_fine ? 0 : 1;
}

constexpr char const* usage =
    "usage: ledger COMMAND\n"
    "  init                                 makes the tables, or runs the migrations that are "
    "missing\n"
    "  enqueue ORDER AMOUNT                 hands a payout in; the payee is in LEDGER_PAYEE_...\n"
    "  work                                 pays what is due, until SIGTERM\n"
    "  listen                               takes webhooks in, reads what is quiet, shows "
    "/metrics\n"
    "  status | show ORDER                  how things stand\n"
    "  pause REASON | resume                stops and resumes all payouts\n"
    "  hold ORDER REASON                    keeps one order\n"
    "  retry ORDER REASON                   sends a held order's old attempt again\n"
    "  release ORDER accepted ID EVIDENCE   ends a held order by evidence\n"
    "  release ORDER failed EVIDENCE        the same, when the gateway says that it is not paid\n"
    "  again ORDER REASON                   a new generation of what was refused, failed, "
    "cancelled\n"
    "  suspects | replay                    after a restore: what may have been sent; puts it "
    "back\n"
    "  compare                              compares the last two days with the gateway\n"
    "  users AMOUNT                         states the sum of all users' balances\n"
    "  rebalance | rebalance dry-run        makes the transactional balance equal to the "
    "exposure\n";

int run(std::vector<std::string> const& words) {
    std::string const command = words.empty() ? "" : words[0];
    auto const is = [&](char const* name, std::size_t count) {
        return command == name && words.size() == count;
    };
    if (command.empty() || command == "--help") {
        (command.empty() ? std::cerr : std::cout) << usage;
        return command.empty() ? 2 : 0;
    }
    place at;
    if (is("init", 1)) {
        std::cout << ledger::migrate(*at.open) << " migrations were run\n";
        return 0;
    }
    ledger::check_schema(*at.open);
    if (is("enqueue", 3)) return enqueue(at, words[1], words[2]);
    if (is("work", 1)) return work(at);
    if (is("listen", 1)) return listen(at);
    if (is("status", 1)) return status(at);
    if (is("show", 2)) return show(at, words[1]);
    if (is("compare", 1)) return compare(at);
    if (is("replay", 1)) return replay(at);
    if (is("pause", 2)) return ledger::pause(*at.open, words[1]), 0;
    if (is("resume", 1)) return ledger::resume(*at.open), 0;
    if (is("rebalance", 1)) return rebalance(at, false);
    if (is("rebalance", 2) && words[1] == "dry-run") return rebalance(at, true);
    if (is("users", 2)) {
        auto const sum = psp::money::parse(words[1]).value();
        return ledger::state_user_balances(*at.open, at.merchant(), sum), 0;
    }
    if (is("suspects", 1)) {
        for (auto const& each :
             ledger::look_for_lost_commits(*at.open, at.session, required("LEDGER_JOURNAL"))
                 .suspects)
            std::cout << each << '\n';
        return 0;
    }
    if (is("hold", 3)) return by_hand(at, words[1], {"due", "unknown"}, "held", words[2]);
    if (is("retry", 3)) return by_hand(at, words[1], {"held"}, "unknown", words[2]);
    if (is("release", 5) && words[2] == "accepted")
        return by_hand(at, words[1], {"held"}, "accepted", words[4], words[3]);
    if (is("release", 4) && words[2] == "failed")
        return by_hand(at, words[1], {"held"}, "failed", words[3]);
    if (is("again", 3)) {
        bool const made = ledger::in_transaction(*at.open, [&] {
            return ledger::new_generation(*at.open, at.merchant(), words[1], actor(), words[2]);
        });
        if (!made) std::cerr << words[1] << " may have been paid: no new generation\n";
        return made ? 0 : 1;
    }
    std::cerr << usage;
    return 2;
}

} // namespace

int main(int count, char** arguments) {
    examples::open_standard_streams(); // what is printed must not reach the journal
    umask(077); // the database and the journal hold names, documents and keys
    std::signal(SIGTERM, stop);
    std::signal(SIGINT, stop);
    std::signal(SIGPIPE, SIG_IGN);
    curl_global_init(CURL_GLOBAL_DEFAULT);
    try {
        return run({arguments + 1, arguments + count});
    } catch (std::exception const& why) {
        std::cerr << "ledger: " << why.what() << '\n';
        return 1;
    }
}
