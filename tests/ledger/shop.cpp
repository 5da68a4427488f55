// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "shop.hpp"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <thread>

using namespace connectpsp;

temporary_folder::temporary_folder() {
    auto const pattern = (std::filesystem::temp_directory_path() / "ledger-XXXXXX").string();
    std::vector<char> text(pattern.c_str(), pattern.c_str() + pattern.size() + 1);
    if (mkdtemp(text.data()) == nullptr) throw std::runtime_error("no temporary folder");
    path = text.data();
}

std::string new_database(temporary_folder const& folder) {
    std::string made = folder.file("ledger.db");
    // postgresql:///?host=...: directly, to make a database; and through the pooler, to use it.
    char const* const server = std::getenv("LEDGER_TEST_POSTGRESQL");
    char const* const pooler = std::getenv("LEDGER_TEST_POOLER");
    if (server != nullptr && pooler != nullptr) {
        static std::atomic<int> number{0};
        std::string const name =
            "shop_" + std::to_string(getpid()) + "_" + std::to_string(++number);
        auto const with_name = [&](std::string uri) { return uri.insert(uri.find('?'), name); };
        ledger::connect(std::string{server}.insert(std::string{server}.find('?'), "postgres"))
            ->run("CREATE DATABASE " + name);
        made = with_name(pooler);
    }
    auto const opened = ledger::connect(made);
    ledger::migrate(*opened);
    return made;
}

shop::shop(sandbox::config settings) : psp(std::move(settings)) {}

credentials shop::credentials() const {
    auto const& known = psp.settings();
    return connectpsp::credentials::make({.client_id = known.client_id,
                                          .client_secret = secret{known.client_secret},
                                          .application_token = secret{known.application_token},
                                          .crypto_token = secret{known.crypto_token}})
        .value();
}

void shop::enqueue(int count, std::string const& prefix) {
    ledger::in_transaction(*open, [&] {
        for (int i = 0; i != count; ++i)
            ledger::enqueue(*open, session.client_id(), prefix + std::to_string(i),
                            money::from_centavos(100), test::sample_payout().payee);
    });
}

ledger::worker_settings shop::settings() const {
    return {.database = database,
            .journal_path = journal,
            .policy = {.max_attempts = 2,
                       .deadline = std::chrono::milliseconds{15'000},
                       .initial_delay = std::chrono::milliseconds{5}},
            .first_pause = std::chrono::milliseconds{5}};
}

ledger::worker_counts shop::work_until(std::initializer_list<std::string_view> states,
                                       ledger::worker_settings const& how) {
    auto const until = std::chrono::steady_clock::now() + std::chrono::minutes{1};
    ledger::worker worker{how, session};
    worker.run([&] {
        std::string list;
        for (std::string_view const each : states)
            list += (list.empty() ? "'" : ", '") + std::string{each} + "'";
        return number("SELECT COUNT(*) FROM orders WHERE state NOT IN (" + list + ")") == 0 ||
               std::chrono::steady_clock::now() > until;
    });
    return worker.counts();
}

std::int64_t shop::count(std::string_view state) {
    return open->run("SELECT COUNT(*) FROM orders WHERE state = $1", {std::string{state}})
        .at(0)
        .number(0);
}

std::int64_t shop::number(std::string const& sql) {
    try {
        return open->run(sql).at(0).number(0);
    } catch (ledger::sql_error const&) { // once more, on a new connection
        open = ledger::connect(database);
        return open->run(sql).at(0).number(0);
    }
}

std::string shop::column(std::string const& order_id, char const* name) {
    return open
        ->run("SELECT " + std::string{name} +
                  " FROM orders WHERE order_id = $1 ORDER BY generation DESC LIMIT 1",
              {order_id})
        .at(0)
        .text(0);
}

std::string shop::state(std::string const& order_id) { return column(order_id, "state"); }

shop::delivery shop::webhook(std::string const& type, std::string const& status,
                             std::string const& id, std::string const& reference,
                             std::string const& amount) const {
    std::string const body = R"({"eventType":")" + type +
                             R"(","eventAt":"2026-03-10T14:35:00Z","data":{"transactionId":")" +
                             id + R"(","externalReference":")" + reference + R"(","status":")" +
                             status + R"(","amount":)" + amount + "}}";
    auto const key = signer::make(secret{psp.settings().crypto_token}).value();
    hex_digest const mac{key(body)};
    return {body, std::string{mac.text()}};
}

std::vector<std::string> shop::variables() const {
    auto const& known = psp.settings();
    return {"LEDGER_DATABASE=" + database,
            "LEDGER_JOURNAL=" + journal,
            "LEDGER_REQUEST_TIMEOUT_SECONDS=1",
            "LEDGER_DEADLINE_MS=500",
            "LEDGER_LEASE_SECONDS=8",
            "LEDGER_FIRST_PAUSE_MS=5",
            "CONNECTPSP_BASE_URL=" + psp.base_url(),
            "CONNECTPSP_CLIENT_ID=" + known.client_id,
            "CONNECTPSP_CLIENT_SECRET=" + known.client_secret,
            "CONNECTPSP_APPLICATION_TOKEN=" + known.application_token,
            "CONNECTPSP_CRYPTO_TOKEN=" + known.crypto_token,
            "PATH=/usr/bin:/bin"};
}

void cut_connections(shop& of) {
    if (of.open->dialect() != "postgresql") return;
    std::string const server = std::getenv("LEDGER_TEST_POSTGRESQL");
    std::string name = of.database.substr(of.database.find('@') + 2);
    name.resize(name.find('?'));
    ledger::connect(std::string{server}.insert(server.find('?'), "postgres"))
        ->run("SELECT pg_terminate_backend(pid, 1000) FROM pg_stat_activity WHERE datname = $1",
              {name});
    of.open = ledger::connect(of.database);
}

process::process(shop const& of, std::vector<std::string> words, std::vector<std::string> more)
    : pid_(0) {
    auto variables = of.variables();
    // `more` goes first, because an environment's first entry of a name is the one that is read.
    variables.insert(variables.begin(), more.begin(), more.end());
    words.insert(words.begin(), LEDGER_EXE);
    std::vector<char*> arguments, environment;
    for (auto& each : words)
        arguments.push_back(each.data());
    for (auto& each : variables)
        environment.push_back(each.data());
    arguments.push_back(nullptr);
    environment.push_back(nullptr);
    std::fflush(nullptr); // or the child would print it too
    // Catch2's handler must not see a SIGTERM that comes between fork and exec: it would wait for ever.
    sigset_t terminate{}, before{};
    sigemptyset(&terminate);
    sigaddset(&terminate, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &terminate, &before);
    pid_ = fork();
    if (pid_ == 0) {
        ::signal(SIGTERM, SIG_DFL);
        pthread_sigmask(SIG_SETMASK, &before, nullptr);
    } else {
        pthread_sigmask(SIG_SETMASK, &before, nullptr);
    }
    if (pid_ == 0) {
        if (std::getenv("LEDGER_TEST_VERBOSE") == nullptr)
            static_cast<void>(freopen("/dev/null", "w", stderr) != nullptr &&
                              freopen("/dev/null", "w", stdout) != nullptr);
        execve(arguments[0], arguments.data(), environment.data());
        _exit(127);
    }
    if (pid_ < 0) throw std::runtime_error("no process");
}

process::~process() {
    if (ended_) return;
    kill(pid_, SIGKILL);
    wait();
}

void process::signal(int number) const { kill(pid_, number); }

int process::wait() {
    int status = 0;
    waitpid(pid_, &status, 0);
    ended_ = true;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

bool process::wait_for_stop() {
    for (int i = 0; i != 1000; ++i) {
        int status = 0;
        if (waitpid(pid_, &status, WUNTRACED | WNOHANG) == pid_) return WIFSTOPPED(status);
        std::this_thread::sleep_for(std::chrono::milliseconds{10});
    }
    return false;
}
