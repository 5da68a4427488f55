// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

// Runs a fuzz harness over the archives of its inputs, with any compiler. Every input is passed in
// a heap buffer of exactly its size, so that a sanitizer sees a read past its end. Prints
// `N inputs`; an input at which the program dies is named on the standard error stream.

#include "archive.hpp"

#include <algorithm>
#include <csignal>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define CONNECTPSP_REPLAY_SANITIZED
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) ||                         \
    __has_feature(undefined_behavior_sanitizer)
#define CONNECTPSP_REPLAY_SANITIZED
#endif
#endif
#ifdef CONNECTPSP_REPLAY_SANITIZED
#include <sanitizer/common_interface_defs.h>
#endif

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size);

namespace {

constexpr char const* usage =
    "usage: %s ARCHIVE...             runs every input of the archives\n"
    "       %s --files FILE...        runs files as they are\n"
    "       %s --unpack DIR ARCHIVE   writes each input of an archive as a file\n"
    "       %s --pack DIR ARCHIVE     writes the files of a folder as an archive\n";

/// The line that names the current input; empty when there is no current input.
std::string current;

void name_current() {
    if (current.empty()) return;
    // write() may be called in a signal handler. A failure has nowhere to go.
    [[maybe_unused]] auto const written = ::write(STDERR_FILENO, current.data(), current.size());
}

extern "C" void name_current_and_die(int signal) {
    name_current();
    std::signal(signal, SIG_DFL);
    std::raise(signal);
}

/// Makes a program that dies name the current input. A sanitizer reports by itself what
/// the processor refuses, and calls its own callback behind that report.
void name_current_at_death() {
    std::signal(SIGABRT, name_current_and_die);
#ifdef CONNECTPSP_REPLAY_SANITIZED
    __sanitizer_set_death_callback(name_current);
#else
    for (int const signal : {SIGSEGV, SIGBUS, SIGFPE, SIGILL})
        std::signal(signal, name_current_and_die);
#endif
}

void run(replay::input const& each) {
    auto const exact = std::make_unique<std::uint8_t[]>(each.bytes.size());
    std::transform(each.bytes.begin(), each.bytes.end(), exact.get(),
                   [](char c) { return static_cast<std::uint8_t>(c); });
    LLVMFuzzerTestOneInput(exact.get(), each.bytes.size());
}

std::size_t run_archive(std::string const& archive) {
    auto const inputs = replay::read_archive(archive);
    for (replay::input const& each : inputs) {
        current = "the input is " + archive + ": " + each.name + "\n";
        run(each);
        current.clear();
    }
    return inputs.size();
}

std::size_t run_file(std::string const& file) {
    auto const input = replay::read_input(file);
    current = "the input is " + file + "\n";
    run(input);
    current.clear();
    return 1;
}

int obey(std::vector<std::string> const& arguments) {
    std::string_view const first = arguments.front();
    if (first == "--unpack") {
        replay::unpack(arguments[2], arguments[1]);
        return 0;
    }
    if (first == "--pack") {
        replay::pack(arguments[1], arguments[2]);
        return 0;
    }
    name_current_at_death();
    bool const are_files = first == "--files";
    std::size_t inputs = 0;
    for (std::size_t i = are_files ? 1 : 0; i != arguments.size(); ++i)
        inputs += are_files ? run_file(arguments[i]) : run_archive(arguments[i]);
    std::printf("%zu inputs\n", inputs);
    return 0;
}

bool is_usable(std::vector<std::string> const& arguments) {
    if (arguments.empty()) return false;
    std::string const& first = arguments.front();
    if (first == "--files") return arguments.size() > 1;
    if (first == "--pack" || first == "--unpack") return arguments.size() == 3;
    return !first.starts_with("-");
}

} // namespace

int main(int argc, char** argv) {
    std::vector<std::string> const arguments(argv + 1, argv + argc);
    if (!is_usable(arguments)) {
        std::fprintf(stderr, usage, argv[0], argv[0], argv[0], argv[0]);
        return 2;
    }
    try {
        return obey(arguments);
    } catch (std::exception const& e) {
        std::fprintf(stderr, "%s\n", e.what());
        name_current();
        return 1;
    }
}
