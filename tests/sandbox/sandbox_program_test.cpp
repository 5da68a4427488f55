// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "server.hpp"

#include "../catch.hpp"
#include "fixture.hpp"
#include "webhook_inbox.hpp"

#include <csignal>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

// CONNECTPSP_SANDBOX_EXE, the path of the program, comes from the build.

using namespace sandbox;
using namespace sandbox::test;

extern char** environ;

namespace {

/// The sandbox as a process, whose output can be read.
class program {
public:
    explicit program(std::vector<std::string> arguments) {
        arguments.insert(arguments.begin(), CONNECTPSP_SANDBOX_EXE);
        std::vector<char*> argv;
        for (auto& each : arguments)
            argv.push_back(each.data());
        argv.push_back(nullptr);

        int ends[2];
        REQUIRE(pipe(ends) == 0);
        posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
        posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO);
        posix_spawn_file_actions_addclose(&actions, ends[0]);
        auto const error = posix_spawn(&id_, argv[0], &actions, nullptr, argv.data(), environ);
        posix_spawn_file_actions_destroy(&actions);
        close(ends[1]);
        output_ = ends[0];
        if (error != 0) id_ = 0;
        REQUIRE(error == 0);
    }
    ~program() {
        if (id_ > 0) {
            kill(id_, SIGKILL);
            waitpid(id_, nullptr, 0);
        }
        close(output_);
    }
    program(program const&) = delete;
    program& operator=(program const&) = delete;

    std::string line() {
        std::string text;
        for (char c = 0; read(output_, &c, 1) == 1 && c != '\n';)
            text += c;
        return text;
    }
    void tell(int signal) { kill(id_, signal); }
    /// Waits for the end; the exit code, or -1 when a signal was the end.
    int exit_code() {
        int status = 0;
        waitpid(id_, &status, 0);
        id_ = 0;
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }

private:
    pid_t id_ = 0;
    int output_ = -1;
};

} // namespace

TEST_CASE("the program serves until a signal ends it cleanly", "[sandbox][program]") {
    auto const signal = GENERATE(SIGTERM, SIGINT);
    auto const path = std::filesystem::temp_directory_path() /
                      ("connectpsp-sandbox-port-" + std::to_string(getpid()));
    program psp{{"--port-file", path.string(), "--client-id=42", "--transactional", "0.01"}};

    auto const greeting = psp.line();
    int port = 0;
    std::ifstream{path} >> port;
    CHECK(greeting == "listening on http://127.0.0.1:" + std::to_string(port));
    REQUIRE(port > 0);

    config settings;
    settings.client_id = "42";
    wire_client client{static_cast<std::uint16_t>(port)};
    CHECK(log_in(client, settings).status() == 200);
    auto const state = client.exchange("GET", "/_sandbox/state");
    CHECK(state.member("transactionalBalance") == "0.01");

    psp.tell(signal);
    CHECK(psp.exit_code() == 0);
    CHECK(client.is_closed());
    CHECK_FALSE(std::filesystem::exists(path));
}

TEST_CASE("the program settles and delivers as its flags tell", "[sandbox][program]") {
    program psp{{"--settle-after-ms=1", "--webhook-first-delay-ms=0", "--webhook-attempts=2",
                 "--webhook-timeout-ms=1000"}};
    auto const greeting = psp.line();
    auto const port = std::stoi(greeting.substr(greeting.rfind(':') + 1));

    config const settings;
    wire_client client{static_cast<std::uint16_t>(port)};
    auto const token = log_in(client, settings).member("accessToken");
    webhook_inbox inbox;
    inbox.answer_next({500, 500, 500});
    auto fields = authorized(settings, token);
    fields.emplace_back("Content-Type", "application/json");
    auto const made =
        client.exchange("POST", "/cash-in", fields,
                        cash_in_body("a", "1", R"("webhookUrl":")" + inbox.url() + '"'));
    CHECK(made.status() == 201);
    CHECK(inbox.wait_for(2).size() == 2);
    CHECK(comes_true([&] {
        return client.exchange("GET", "/_sandbox/webhooks").body().find("GIVEN_UP") !=
               std::string::npos;
    }));
    CHECK(client.exchange("GET", "/_sandbox/state").member("transactionalBalance") == "500001.00");
}

TEST_CASE("the program explains itself and its failures", "[sandbox][program]") {
    program help{{"--help"}};
    CHECK(help.line() == "Usage: connectpsp-sandbox [flags]");
    CHECK(help.exit_code() == 0);

    program never{{"--webhook-attempts", "0"}};
    CHECK(never.exit_code() == 2);

    program misspelt{{"--prot", "1"}};
    CHECK(misspelt.exit_code() == 2);
    CHECK(misspelt.line() == "connectpsp-sandbox: there is no flag \"--prot\" (see --help)");

    server const first;
    program second{{"--port", std::to_string(first.port())}};
    CHECK(second.exit_code() == 1);
    CHECK(second.line().starts_with("connectpsp-sandbox: "));
}
