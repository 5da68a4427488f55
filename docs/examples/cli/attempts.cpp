// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "attempts.hpp"

#include <boost/json/parse.hpp>

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iostream>
#include <iterator>

namespace cli {
namespace {

namespace fs = std::filesystem;

std::string reference_in(std::string const& body) {
    boost::system::error_code wrong;
    auto const read = boost::json::parse(body, wrong);
    auto const* const members = wrong ? nullptr : read.if_object();
    auto const* const reference =
        members != nullptr ? members->if_contains("externalReference") : nullptr;
    return reference != nullptr && reference->is_string() ? std::string{reference->as_string()}
                                                          : std::string{};
}

std::string notice; // of the handler, which may not allocate

extern "C" void tell_and_end(int) {
    static_cast<void>(write(STDERR_FILENO, notice.data(), notice.size()) == 0);
    _exit(static_cast<int>(status::unknown));
}

/// Writes and waits for the disk, the folder's entry included.
bool write_through(fs::path const& file, std::string const& text) {
    int const to = open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (to < 0) return false;
    bool const written =
        write(to, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && fsync(to) == 0;
    close(to);
    int const folder = open(file.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool const entered = folder >= 0 && fsync(folder) == 0;
    if (folder >= 0) close(folder);
    return written && entered;
}

} // namespace

fs::path attempts_folder() {
    if (char const* const named = std::getenv("CONNECTPSP_ATTEMPTS"); named != nullptr)
        return named;
    if (char const* const state = std::getenv("XDG_STATE_HOME"); state != nullptr)
        return fs::path{state} / "connectpsp";
    char const* const home = std::getenv("HOME");
    if (home == nullptr)
        throw stop{status::configuration, "there is no HOME; set CONNECTPSP_ATTEMPTS to a folder"};
    return fs::path{home} / ".local" / "state" / "connectpsp";
}

std::vector<fs::path> stored_attempts() {
    std::vector<fs::path> made;
    std::error_code none;
    for (fs::directory_entry const& each : fs::directory_iterator{attempts_folder(), none})
        if (each.path().extension() == ".attempt") made.push_back(each.path());
    std::sort(made.begin(), made.end());
    return made;
}

void look_for_doubt(std::string_view path, std::string_view name, bool is_id) {
    std::size_t others = 0;
    for (auto const& each : stored_attempts()) {
        auto const record = psp::decode<psp::attempt_record>(read_attempt(each));
        ++others;
        if (!record || record.value().operation != path) continue;
        bool const is_same =
            is_id ? record.value().id == name : reference_in(record.value().body) == name;
        if (is_same)
            throw stop{status::unknown, std::string{name} +
                                            " is in doubt already; send it again: "
                                            "connectpsp attempt resume " +
                                            each.string()};
    }
    if (others != 0)
        std::cerr << "connectpsp: " << others
                  << " other payments are in doubt: connectpsp attempt show\n";
}

fs::path store_attempt(std::string_view key, std::string const& record) {
    auto const folder = attempts_folder();
    std::error_code failed;
    fs::create_directories(folder, failed);
    if (!failed) fs::permissions(folder, fs::perms::owner_all, failed);
    auto file = folder / (std::string{key} + ".attempt");
    if (failed || !write_through(file, record + "\n"))
        throw stop{status::failed,
                   "nothing was sent, because " + file.string() +
                       " cannot be written: " + (failed ? failed.message() : std::strerror(errno))};
    return file;
}

interruption_notice::interruption_notice(fs::path const& record) {
    notice =
        "\nconnectpsp: MAY HAVE BEEN CARRIED OUT: interrupted; send the same again, never a new "
        "one: connectpsp attempt resume " +
        record.string() + "\n";
    std::signal(SIGINT, tell_and_end);
    std::signal(SIGTERM, tell_and_end);
}

interruption_notice::~interruption_notice() {
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
}

std::string read_attempt(fs::path const& file) {
    std::ifstream in{file, std::ios::binary};
    std::string text{std::istreambuf_iterator<char>{in}, {}};
    if (!in) throw stop{status::usage, file.string() + ": it cannot be read"};
    while (!text.empty() && text.back() == '\n')
        text.pop_back();
    return text;
}

void stop_in_doubt(psp::error const& why, fs::path const& record) {
    throw stop{status::unknown,
               "MAY HAVE BEEN CARRIED OUT: " + to_string(why) +
                   "; send the same again, never a new one: connectpsp attempt resume " +
                   record.string(),
               why};
}

void require_printed(fs::path const& record) {
    if (std::cout.flush()) return;
    throw stop{status::unknown,
               "it was CARRIED OUT, but standard output cannot be written; read its receipt "
               "again: connectpsp attempt resume " +
                   record.string()};
}

} // namespace cli
