// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "place.hpp"

#include <sys/stat.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>

namespace cli {
namespace {

std::string variable(char const* name) {
    char const* const value = std::getenv(name);
    return value != nullptr ? value : std::string{};
}

} // namespace

status status_of(psp::error const& why) {
    if (why.outcome_unknown()) return status::unknown;
    if (why == psp::condition::authentication || why == psp::api_errc::invalid_signature ||
        (why.during_authentication() && why.status() / 100 == 4 && why.status() != 429))
        return status::configuration;
    if (why == psp::condition::insufficient_funds) return status::funds;
    if (why.status() == 0 && why != psp::errc::not_sent && why != psp::errc::no_answer &&
        why.remedy() == psp::remedy::fix_request)
        return status::usage;
    return why.status() / 100 == 4 && why.status() != 429 ? status::refused : status::no_answer;
}

settings::settings(common_options const& options) {
    std::string const file = !options.credentials_file.empty() ? options.credentials_file
                                                               : variable("CONNECTPSP_CREDENTIALS");
    if (file.empty()) return;
    from_file_ = true;
    struct stat found{};
    if (stat(file.c_str(), &found) != 0)
        throw stop{status::configuration, file + ": " + std::strerror(errno)};
    if ((found.st_mode & 077) != 0)
        throw stop{status::configuration,
                   file + ": other users can read it; run: chmod 600 " + file};
    std::ifstream in{file, std::ios::binary};
    file_text_.assign(std::istreambuf_iterator<char>{in}, {});
    if (!in) throw stop{status::configuration, file + ": it cannot be read"};
    file_text_.insert(0, 1, '\n');
}

/// A line of the file is NAME=VALUE.
std::string settings::text(char const* name) const {
    if (!from_file_) return variable(name);
    std::string const start = "\n" + std::string{name} + "=";
    auto const at = file_text_.find(start);
    if (at == file_text_.npos) return {};
    auto const from = at + start.size();
    return file_text_.substr(from, file_text_.find_first_of("\r\n", from) - from);
}

psp::money amount_of(char const* name, std::string const& text) {
    if (text.find(',') != text.npos)
        throw stop{status::usage,
                   std::string{name} + ": a point separates the centavos, as in 1234.50"};
    return value_of(name, psp::money::parse(text));
}

psp::credentials credentials_of(settings const& from) {
    auto made = psp::credentials::make(
        {.client_id = from.text("CONNECTPSP_CLIENT_ID"),
         .client_secret = psp::secret{from.text("CONNECTPSP_CLIENT_SECRET")},
         .application_token = psp::secret{from.text("CONNECTPSP_APPLICATION_TOKEN")},
         .crypto_token = psp::secret{from.text("CONNECTPSP_CRYPTO_TOKEN")}});
    if (!made)
        throw stop{status::configuration,
                   "credentials: " + to_string(made.error()) +
                       "; set CONNECTPSP_CLIENT_ID, CONNECTPSP_CLIENT_SECRET, "
                       "CONNECTPSP_APPLICATION_TOKEN and CONNECTPSP_CRYPTO_TOKEN",
                   made.error()};
    return std::move(made).value();
}

psp::environment place_of(settings const& from) {
    auto const url = from.text("CONNECTPSP_BASE_URL");
    if (url.empty()) return psp::environment::staging();
    return value_of("CONNECTPSP_BASE_URL", psp::environment::parse(url), status::configuration);
}

namespace {

psp::session open(common_options const& options) {
    static auto const once = curl_global_init(CURL_GLOBAL_DEFAULT);
    static_cast<void>(once);
    settings const from{options};
    return psp::session{place_of(from), credentials_of(from)};
}

} // namespace

place::place(common_options const& options)
    : session(open(options))
    , send_{examples::curl_transport{options.timeout_seconds}} {}

std::string place::advice(psp::error const& why) {
    auto const what_to_do = [&]() -> std::string {
        if (why == psp::errc::not_sent) return "is CONNECTPSP_BASE_URL right, and is it there?";
        switch (why.remedy()) {
        case psp::remedy::fix_request: return "correct the request or the credentials";
        case psp::remedy::reauthenticate: return "check the credentials";
        case psp::remedy::retry_same_key: return "send the same again";
        case psp::remedy::wait: return "try again later";
        case psp::remedy::reconcile: return "read what has happened before you decide";
        case psp::remedy::contact_support: return "ask ConnectPSP";
        }
        return {};
    };
    return to_string(why) + "; " + what_to_do();
}

} // namespace cli
