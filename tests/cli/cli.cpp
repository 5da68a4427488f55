// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

// The command line, as a person and a program use it, against a sandbox.

#include "../sandbox/server.hpp"

#include "catch.hpp"

#include <connectpsp/connectpsp.hpp>

#include <boost/json/parse.hpp>

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <string>
#include <thread>
#include <vector>

using namespace connectpsp;
using sandbox::fault_kind;
namespace fs = std::filesystem;

namespace {

struct outcome {
    int status = 0;
    std::string out{}, err{};

    boost::json::object json() const { return boost::json::parse(out).as_object(); }
    /// Whether the error is one line that begins with the program's name.
    bool is_one_line() const {
        return err.starts_with("connectpsp: ") && std::count(err.begin(), err.end(), '\n') == 1;
    }
};

std::string text_of(fs::path const& file) {
    std::ifstream in{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

struct prompt {
    prompt() {
        std::string pattern = (fs::temp_directory_path() / "cli-XXXXXX").string();
        REQUIRE(mkdtemp(pattern.data()) != nullptr);
        folder = pattern;
    }
    prompt(prompt const&) = delete;
    prompt& operator=(prompt const&) = delete;
    ~prompt() { fs::remove_all(folder); }

    std::vector<std::string> variables() const {
        auto const& known = psp.settings();
        return {"CONNECTPSP_BASE_URL=" + psp.base_url(),
                "CONNECTPSP_CLIENT_ID=" + known.client_id,
                "CONNECTPSP_CLIENT_SECRET=" + known.client_secret,
                "CONNECTPSP_APPLICATION_TOKEN=" + known.application_token,
                "CONNECTPSP_CRYPTO_TOKEN=" + known.crypto_token,
                "CONNECTPSP_ATTEMPTS=" + (folder / "attempts").string()};
    }

    /// Runs the program with a file as its standard input. Variables that are given come first and
    /// count.
    outcome run(std::vector<std::string> words, std::vector<std::string> more = {},
                std::string const& input = {}) const {
        std::ofstream{folder / "in", std::ios::binary} << input;
        return run_with(folder / "in", std::move(words), std::move(more));
    }

    /// Runs the program at a terminal, on which a line was typed.
    outcome run_at_terminal(std::vector<std::string> words, std::string const& typed) const {
        int const terminal = posix_openpt(O_RDWR | O_NOCTTY);
        REQUIRE(terminal >= 0);
        REQUIRE(grantpt(terminal) == 0);
        REQUIRE(unlockpt(terminal) == 0);
        fs::path const other = ptsname(terminal);
        int const held = open(other.c_str(), O_RDWR | O_NOCTTY); // or the typed line is lost
        std::string const line = typed + "\n";
        REQUIRE(write(terminal, line.data(), line.size()) == static_cast<ssize_t>(line.size()));
        auto got = run_with(other, std::move(words), {});
        close(held);
        close(terminal);
        return got;
    }

    outcome run_with(fs::path const& input, std::vector<std::string> words,
                     std::vector<std::string> more,
                     std::function<void(pid_t)> const& meanwhile = {},
                     std::string const& program = CONNECTPSP_CLI_EXE) const {
        auto all = variables();
        all.insert(all.begin(), more.begin(), more.end());
        words.insert(words.begin(), program);
        std::vector<char*> arguments, environment;
        for (auto& each : words)
            arguments.push_back(each.data());
        for (auto& each : all)
            environment.push_back(each.data());
        arguments.push_back(nullptr);
        environment.push_back(nullptr);
        std::fflush(nullptr);
        pid_t const child = fork();
        if (child == 0) {
            bool const redirected = freopen(input.c_str(), "r", stdin) != nullptr &&
                                    freopen((folder / "out").c_str(), "w", stdout) != nullptr &&
                                    freopen((folder / "err").c_str(), "w", stderr) != nullptr;
            if (redirected) execve(arguments[0], arguments.data(), environment.data());
            _exit(127);
        }
        if (meanwhile) meanwhile(child);
        int status = 0;
        REQUIRE(waitpid(child, &status, 0) == child);
        REQUIRE(WIFEXITED(status));
        outcome const got{WEXITSTATUS(status), text_of(folder / "out"), text_of(folder / "err")};
        // No command shows a secret.
        auto const& known = psp.settings();
        for (std::string const& hidden :
             {known.client_secret, known.application_token, known.crypto_token}) {
            CHECK(got.out.find(hidden) == got.out.npos);
            CHECK(got.err.find(hidden) == got.err.npos);
        }
        return got;
    }

    std::vector<std::string> payout(std::string const& reference = "ORDER-1") const {
        return {"cash-out",    "create",         "--amount", "150.50",
                "--reference", reference,        "--name",   "Maria da Silva",
                "--document",  "529.982.247-25", "--key",    "maria@example.com",
                "--key-type",  "EMAIL",          "--yes"};
    }
    std::vector<std::string> charge(std::string const& reference = "ORDER-1") const {
        return {"cash-in", "create", "--amount",       "150.50",     "--reference",
                reference, "--name", "Maria da Silva", "--document", "52998224725"};
    }
    std::vector<fs::path> attempts() const {
        std::vector<fs::path> made;
        std::error_code none;
        for (auto const& each : fs::directory_iterator{folder / "attempts", none})
            made.push_back(each.path());
        return made;
    }

    sandbox::server psp{};
    fs::path folder{};
};

std::vector<std::string> with(std::vector<std::string> words,
                              std::vector<std::string> const& more) {
    words.insert(words.end(), more.begin(), more.end());
    return words;
}

/// Arguments of /bin/sh, so that it runs the program with these redirections.
std::vector<std::string> in_shell(std::string const& redirections,
                                  std::vector<std::string> const& words) {
    return with({"-c", "exec \"$0\" \"$@\" " + redirections, CONNECTPSP_CLI_EXE}, words);
}

} // namespace

TEST_CASE("the balance is a table for people and a document for programs", "[cli]") {
    prompt at;
    auto const table = at.run({"balance"});
    CHECK(table.status == 0);
    CHECK(table.err.empty());
    CHECK_THAT(table.out, Catch::Contains("transactional") && Catch::Contains("total"));
    auto const document = at.run({"balance", "--json"});
    CHECK(document.json().contains("consolidated"));
}

TEST_CASE("a rebalance is planned, or carried out after a yes", "[cli]") {
    prompt at;
    auto const before = at.psp.accounts().transactional_total();
    CHECK(at.run({"rebalance", "1000.00", "--plan"}).status == 0);
    CHECK(at.psp.accounts().transactional_total() == before);
    auto const asked = at.run({"rebalance", "1000.00", "--apply"});
    CHECK(asked.status == 9);
    CHECK(asked.err == "connectpsp: there is no terminal to ask on; give --yes\n");
    CHECK(at.psp.accounts().transactional_total() == before);
    auto const moved = at.run({"--json", "--yes", "rebalance", "1000.00", "--apply"});
    CHECK(moved.status == 0);
    CHECK(moved.json().at("applied") == true);
    CHECK(moved.json().at("direction") == "sweep");
    CHECK(at.psp.accounts().transactional_total() == 100'000);
    auto const poor = at.run({"rebalance", "999999999999.00", "--apply", "--yes"});
    CHECK(poor.status == 8);
    CHECK_THAT(poor.err, Catch::Contains("are missing"));
    CHECK(at.run({"rebalance", "1000.00"}).status == 2);
    CHECK(at.run({"rebalance", "a lot", "--plan"}).status == 2);
}

TEST_CASE("a rebalance whose balance cannot be read afterwards is told as carried out", "[cli]") {
    prompt at;
    at.psp.faults().add({.kind = fault_kind::delay,
                         .path = "/account/rebalance",
                         .wait = std::chrono::milliseconds{600}});
    auto const got =
        at.run_with("/dev/null", {"rebalance", "1000.00", "--apply", "--yes"}, {}, [&](pid_t) {
            auto const arrived = [&] {
                return at.psp.counts().received_by("POST /account/rebalance") != 0;
            };
            for (int i = 0; i != 1000 && !arrived(); ++i)
                std::this_thread::sleep_for(std::chrono::milliseconds{5});
            at.psp.faults().add(
                {.kind = fault_kind::status, .path = "/account/balance", .status = 404});
        });
    CHECK(got.status == 6);
    CHECK_THAT(got.err, Catch::Contains("CARRIED OUT"));
    CHECK(at.psp.accounts().transactional_total() == 100'000);
}

TEST_CASE("a charge is made, read and refunded", "[cli]") {
    prompt at;
    auto const made = at.run(with(at.charge(), {"--json"}));
    REQUIRE(made.status == 0);
    std::string const id{made.json().at("transactionId").as_string()};
    CHECK(at.attempts().empty());
    CHECK_THAT(at.run({"cash-in", "get", id}).out, Catch::Contains("AWAITING_PAYMENT"));
    REQUIRE(at.psp.pay(id));
    CHECK(at.run({"cash-in", "refund", id, "--reason", "FRAUD"}).status == 9);
    auto const back = at.run({"cash-in", "refund", id, "--reason", "FRAUD", "--yes", "--json"});
    CHECK(back.status == 0);
    CHECK(back.json().at("transactionId").as_string() == id);
    CHECK(at.run({"cash-in", "refund", id, "--reason", "WHIM", "--yes"}).status == 2);
    // The charge's code says what is to be paid.
    std::string const code{made.json().at("pixData").as_object().at("copyAndPaste").as_string()};
    auto const read = at.run({"br-code", "read", code, "--json"});
    CHECK(read.status == 0);
    CHECK(read.json().at("kind") == "dynamic");
}

TEST_CASE("a payout is made and read", "[cli]") {
    prompt at;
    CHECK(at.run(at.payout()).status == 0);
    auto const again = at.run(with(at.payout("ORDER-2"), {"--json"}));
    REQUIRE(again.status == 0);
    std::string const id{again.json().at("transactionId").as_string()};
    REQUIRE(at.psp.complete(id));
    CHECK_THAT(at.run({"cash-out", "get", id}).out, Catch::Contains("COMPLETED"));
    CHECK(at.attempts().empty());
    auto words = at.payout("ORDER-3");
    words.pop_back(); // --yes
    CHECK(at.run(words).status == 9);
    CHECK(at.psp.counts().cash_outs_created == 2);
    // The second kind of destination is a bank account.
    CHECK(at.run({"cash-out", "create", "--amount", "1.00", "--reference", "ORDER-4", "--name",
                  "Maria da Silva", "--document", "52998224725", "--ispb", "13935893", "--branch",
                  "0001", "--account", "123456", "--account-type", "PAYMENT", "--yes"})
              .status == 0);
    CHECK(at.psp.counts().cash_outs_created == 3);
}

TEST_CASE("a person is asked before money moves, and told what would move", "[cli]") {
    prompt at;
    auto words = at.payout();
    words.pop_back(); // --yes
    auto const no = at.run_at_terminal(words, "");
    CHECK(no.status == 9);
    CHECK_THAT(no.err,
               Catch::Contains("Pay R$ 150.50 to Maria da Silva, maria@example.com? [y/N]"));
    CHECK(at.psp.counts().received_by("POST /cash-out") == 0);
    CHECK(at.run_at_terminal(words, "of course").status == 9);
    CHECK(at.run_at_terminal(words, "y").status == 0);
    CHECK(at.psp.counts().cash_outs_created == 1);
    // A name that would move the cursor is shown as what it is.
    for (auto& each : words)
        if (each == "Maria da Silva") each = "Maria\x1b[2K da Silva";
    CHECK(at.run_at_terminal(words, "n").err.find('\x1b') == std::string::npos);
}

TEST_CASE("a payout whose answers are lost is in doubt, and is resumed as one payment", "[cli]") {
    prompt at;
    at.psp.faults().add({.kind = fault_kind::truncated, .path = "/cash-out", .times = 20});
    auto const lost = at.run(with(at.payout(), {"--json"}));
    CHECK(lost.status == 6);
    CHECK(lost.is_one_line());
    CHECK_THAT(lost.err, Catch::Contains("MAY HAVE BEEN CARRIED OUT"));
    CHECK(lost.json().at("error").as_object().at("outcomeUnknown") == true);
    auto const open = at.attempts();
    REQUIRE(open.size() == 1);
    CHECK_THAT(lost.err, Catch::Contains("attempt resume " + open[0].string()));
    struct stat found{};
    REQUIRE(stat(open[0].c_str(), &found) == 0);
    CHECK((found.st_mode & 077) == 0);
    auto const shown = at.run({"attempt", "show"});
    CHECK(shown.status == 0);
    CHECK_THAT(shown.out, Catch::Contains(open[0].string()) && !Catch::Contains("Maria") &&
                              !Catch::Contains("maria@example.com"));
    CHECK(at.run({"attempt", "resume", open[0].string()}).status == 6);
    at.psp.faults().clear();
    // A person who tries once more does not pay twice.
    auto const once_more = at.run(at.payout());
    CHECK(once_more.status == 6);
    CHECK(once_more.is_one_line());
    CHECK_THAT(once_more.err, Catch::Contains("attempt resume " + open[0].string()));
    auto const another = at.run(at.payout("ORDER-2"));
    CHECK(another.status == 0);
    CHECK(another.err == "connectpsp: 1 other payments are in doubt: connectpsp attempt show\n");
    CHECK(at.run({"attempt", "resume", open[0].string(), "--key-retention", "0"}).status == 6);
    auto const resumed = at.run({"attempt", "resume", open[0].string()});
    CHECK(resumed.status == 0);
    CHECK(at.attempts().empty());
    CHECK(at.psp.counts().cash_outs_created == 2);
}

TEST_CASE("a payment that is interrupted names its record", "[cli]") {
    prompt at;
    at.psp.faults().add(
        {.kind = fault_kind::delay, .path = "/cash-out", .wait = std::chrono::seconds{3}});
    auto const got = at.run_with("/dev/null", at.payout(), {}, [&](pid_t child) {
        for (int i = 0; i != 1000 && at.psp.counts().received_by("POST /auth/token") == 0; ++i)
            std::this_thread::sleep_for(std::chrono::milliseconds{5});
        std::this_thread::sleep_for(std::chrono::milliseconds{300}); // the payout is out
        kill(child, SIGINT);
    });
    CHECK(got.status == 6);
    auto const open = at.attempts();
    REQUIRE(open.size() == 1);
    CHECK_THAT(got.err, Catch::Contains("attempt resume " + open[0].string()));
    at.psp.faults().clear();
    CHECK(at.run({"attempt", "resume", open[0].string()}).status == 0);
    CHECK(at.psp.counts().cash_outs_created == 1);
}

TEST_CASE("a closed standard stream takes nothing from a connection", "[cli]") {
    prompt at;
    at.psp.faults().add(
        {.kind = fault_kind::delay, .path = "/cash-out", .wait = std::chrono::seconds{1}});
    std::vector<fs::path> streams;
    auto const got = at.run_with(
        "/dev/null", in_shell("<&- >&- 2>&-", at.payout()), {},
        [&](pid_t child) {
            for (int i = 0; i != 1000 && at.psp.counts().received_by("POST /auth/token") == 0; ++i)
                std::this_thread::sleep_for(std::chrono::milliseconds{5});
            for (char const* const each : {"0", "1", "2"}) {
                std::error_code none;
                streams.push_back(
                    fs::read_symlink("/proc/" + std::to_string(child) + "/fd/" + each, none));
            }
        },
        "/bin/sh");
    CHECK(got.status == 6); // nobody has seen the receipt
    CHECK(streams == std::vector<fs::path>(3, "/dev/null"));
    CHECK(at.attempts().size() == 1);
    CHECK(at.psp.counts().cash_outs_created == 1);
}

TEST_CASE("a receipt that cannot be written keeps its record", "[cli]") {
    prompt at;
    auto const got =
        at.run_with("/dev/null", in_shell(">/dev/full", at.payout()), {}, {}, "/bin/sh");
    CHECK(got.status == 6);
    CHECK(got.is_one_line());
    auto const open = at.attempts();
    REQUIRE(open.size() == 1);
    CHECK_THAT(got.err, Catch::Contains("attempt resume " + open[0].string()));
    auto const again = at.run({"attempt", "resume", open[0].string(), "--json"});
    CHECK(again.status == 0);
    CHECK(again.json().at("externalReference") == "ORDER-1");
    CHECK(at.attempts().empty());
    CHECK(at.psp.counts().cash_outs_created == 1);
    auto const balance =
        at.run_with("/dev/null", in_shell(">/dev/full", {"balance"}), {}, {}, "/bin/sh");
    CHECK(balance.status == 1);
    CHECK(balance.is_one_line());
}

TEST_CASE("a request that was certainly not carried out leaves no record", "[cli]") {
    prompt at;
    at.psp.faults().add(
        {.kind = fault_kind::status, .path = "/cash-out", .status = 400, .code = "INVALID_BODY"});
    auto const got = at.run(at.payout());
    CHECK(got.status == 5);
    CHECK(got.is_one_line());
    CHECK(at.attempts().empty());
    at.psp.faults().add({.kind = fault_kind::status,
                         .path = "/cash-out",
                         .status = 422,
                         .code = "INSUFFICIENT_FUNDS"});
    CHECK(at.run(at.payout()).status == 8);
    CHECK(at.attempts().empty());
}

TEST_CASE("nothing is sent where its record cannot be stored", "[cli]") {
    prompt at;
    auto const got = at.run(at.payout(), {"CONNECTPSP_ATTEMPTS=/proc/nothing"});
    CHECK(got.status == 1);
    CHECK(got.is_one_line());
    CHECK(at.psp.counts().received_by("POST /cash-out") == 0);
}

TEST_CASE("credentials come from a file that its owner alone can read", "[cli]") {
    prompt at;
    auto const file = (at.folder / "credentials").string();
    {
        std::ofstream out{file};
        for (auto const& each : at.variables())
            out << each << '\n';
    }
    chmod(file.c_str(), 0600);
    std::vector<std::string> const none{"CONNECTPSP_CLIENT_ID=", "CONNECTPSP_CRYPTO_TOKEN=",
                                        "CONNECTPSP_BASE_URL=http://127.0.0.1:1"};
    CHECK(at.run({"balance", "--credentials", file}, none).status == 0);
    CHECK(
        at.run({"balance"}, {"CONNECTPSP_CREDENTIALS=" + file, none[0], none[1], none[2]}).status ==
        0);
    chmod(file.c_str(), 0640);
    auto const open = at.run({"balance", "--credentials", file});
    CHECK(open.status == 3);
    CHECK(open.err ==
          "connectpsp: " + file + ": other users can read it; run: chmod 600 " + file + "\n");
    auto const missing = at.run({"balance", "--credentials", "/nowhere"});
    CHECK(missing.status == 3);
    CHECK(missing.is_one_line());
}

TEST_CASE("a wrong input is one line, with a status of its own", "[cli]") {
    prompt at;
    auto const unknown = at.run({"balance", "--quickly"});
    CHECK(unknown.status == 2);
    CHECK(unknown.is_one_line());
    CHECK_THAT(unknown.err, Catch::Contains("--quickly"));
    auto const no_command = at.run({"blance"});
    CHECK(no_command.status == 2);
    CHECK(no_command.err == "connectpsp: blance is not expected; see connectpsp --help\n");
    auto words = at.payout();
    for (auto& each : words)
        if (each == "150.50") each = "150,50";
    auto const comma = at.run(words);
    CHECK(comma.status == 2);
    CHECK(comma.err == "connectpsp: --amount: a point separates the centavos, as in 1234.50\n");
    auto const nothing = at.run({});
    CHECK(nothing.status == 2);
    CHECK(nothing.is_one_line());
    auto const too_long = at.run(at.payout(std::string(300, 'x')));
    CHECK(too_long.status == 2);
    CHECK(too_long.is_one_line());
    CHECK_THAT(too_long.err, Catch::Contains("--reference"));
    auto const away = at.run({"balance"}, {"CONNECTPSP_BASE_URL=http://127.0.0.1:1"});
    CHECK(away.status == 4);
    CHECK(away.is_one_line());
    CHECK_THAT(away.err, Catch::Contains("CONNECTPSP_BASE_URL"));
    auto const wrong = at.run({"balance"}, {"CONNECTPSP_CLIENT_ID=77"});
    CHECK(wrong.status == 3);
    CHECK(wrong.is_one_line());
    auto const malformed = at.run({"balance"}, {"CONNECTPSP_CLIENT_SECRET=hunter2"});
    CHECK(malformed.status == 3);
    CHECK(malformed.is_one_line());
    CHECK(malformed.err.find("hunter2") == malformed.err.npos);
    CHECK(at.run(with(at.payout(), {"--ispb", "13935893"})).status == 2); // and a key
}

TEST_CASE("a webhook is verified over its bytes", "[cli]") {
    prompt at;
    std::string const body = R"({"eventType":"CASHOUT_COMPLETED","eventAt":"2026-03-10T14:35:00Z",)"
                             R"("data":{"transactionId":"id-1","externalReference":"ORDER-1",)"
                             R"("status":"COMPLETED","amount":1.00}})";
    auto const key = signer::make(secret{at.psp.settings().crypto_token}).value();
    hex_digest const mac{key(body)};
    std::string const signature{mac.text()};
    auto const good = at.run({"webhook", "verify", "-", "--signature", signature}, {}, body);
    CHECK(good.status == 0);
    CHECK_THAT(good.out, Catch::Contains("ORDER-1") && Catch::Contains("R$ 1.00"));
    auto const changed =
        at.run({"webhook", "verify", "-", "--signature", signature}, {}, body + " ");
    CHECK(changed.status == 7);
    CHECK(changed.is_one_line());
    CHECK_THAT(changed.err, Catch::Contains("the bytes as they came"));
    std::ofstream{at.folder / "body", std::ios::binary} << body;
    CHECK(at.run({"webhook", "verify", (at.folder / "body").string(), "--signature", signature,
                  "--json"})
              .json()
              .at("transactionId") == "id-1");
}

TEST_CASE("a BR Code is made and read", "[cli]") {
    prompt at;
    auto const made =
        at.run({"br-code", "make", "--key", "maria@example.com", "--key-type", "EMAIL", "--name",
                "Maria da Silva", "--city", "SAO PAULO", "--amount", "10.00", "--json"});
    REQUIRE(made.status == 0);
    std::string code{made.json().at("text").as_string()};
    auto const read = at.run({"br-code", "read", "-", "--json"}, {}, code + "\n");
    CHECK(read.json().at("key") == "maria@example.com");
    CHECK(read.json().at("amount") == 10.0);
    code[20] = '\x1b';
    auto const bad = at.run({"br-code", "read", code});
    CHECK(bad.status == 7);
    CHECK(bad.is_one_line());
    CHECK(bad.err.find('\x1b') == bad.err.npos);
}

TEST_CASE("help is there at once", "[cli]") {
    prompt at;
    auto const begun = std::chrono::steady_clock::now();
    auto const help = at.run({"--help"});
    CHECK(help.status == 0);
    CHECK_THAT(help.out, Catch::Contains("cash-out") && Catch::Contains("Exit statuses"));
    CHECK(help.err.empty());
    CHECK(std::chrono::steady_clock::now() - begun <
          std::chrono::milliseconds{500}); // a busy machine
}
