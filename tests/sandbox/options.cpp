// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "options.hpp"

#include "ledger.hpp"

#include <array>
#include <charconv>
#include <cstdint>
#include <string_view>

namespace sandbox {
namespace {

std::uint32_t number_up_to(std::string_view text, std::uint32_t most) {
    std::uint32_t value = 0;
    auto const* const end = text.data() + text.size();
    auto const [stopped, error] = std::from_chars(text.data(), end, value);
    if (error != std::errc{} || stopped != end || value > most)
        throw usage_error("a number from 0 to " + std::to_string(most) + " is needed, not \"" +
                          std::string{text} + '"');
    return value;
}

std::chrono::milliseconds milliseconds(std::string_view text, std::uint32_t most) {
    return std::chrono::milliseconds{number_up_to(text, most)};
}

std::uint32_t attempts(std::string_view text) {
    auto const count = number_up_to(text, 1'000);
    if (count == 0) throw usage_error("at least one attempt is needed");
    return count;
}

centavos amount(std::string_view text) {
    auto const read = parse_money(text);
    if (!read || read.value > ledger::total_limit)
        throw usage_error("an amount such as 1000000.00 is needed, not \"" + std::string{text} +
                          '"');
    return read.value;
}

std::string not_empty(std::string const& text) {
    if (text.empty()) throw usage_error("a credential must not be empty");
    return text;
}

constexpr std::uint32_t a_day_in_milliseconds = 86'400'000;
constexpr std::uint32_t longest_token_seconds = 10 * 365 * 86'400;

struct flag {
    std::string_view name;
    std::string_view value;
    std::string_view meaning;
    void (*set)(options&, std::string const&);
    std::string (*usual)(options const&);
};

constexpr std::array<flag, 13> flags{{
    {"--port", "N", "port on 127.0.0.1; 0 takes any free one",
     [](options& o, std::string const& v) {
         o.settings.port = static_cast<std::uint16_t>(number_up_to(v, 65'535));
     },
     [](options const& o) { return std::to_string(o.settings.port); }},
    {"--port-file", "PATH", "file that holds the port while the sandbox listens",
     [](options& o, std::string const& v) { o.port_file = v; },
     [](options const&) { return std::string{"none"}; }},
    {"--client-id", "TEXT", "clientId of POST /auth/token",
     [](options& o, std::string const& v) { o.settings.client_id = not_empty(v); },
     [](options const& o) { return o.settings.client_id; }},
    {"--client-secret", "TEXT", "clientSecret of POST /auth/token",
     [](options& o, std::string const& v) { o.settings.client_secret = not_empty(v); },
     [](options const& o) { return o.settings.client_secret; }},
    {"--application-token", "TEXT", "value of the ApplicationToken header",
     [](options& o, std::string const& v) { o.settings.application_token = not_empty(v); },
     [](options const& o) { return o.settings.application_token; }},
    {"--crypto-token", "TEXT", "key of the digital signatures",
     [](options& o, std::string const& v) { o.settings.crypto_token = not_empty(v); },
     [](options const& o) { return o.settings.crypto_token; }},
    {"--token-seconds", "N", "life of an access token",
     [](options& o, std::string const& v) {
         o.settings.token_lifetime = std::chrono::seconds{number_up_to(v, longest_token_seconds)};
     },
     [](options const& o) { return std::to_string(o.settings.token_lifetime.count()); }},
    {"--transactional", "AMOUNT", "initial transactional total, split over three banks",
     [](options& o, std::string const& v) { o.settings.transactional = amount(v); },
     [](options const& o) { return format_money(o.settings.transactional); }},
    {"--proprietary", "AMOUNT", "initial proprietary total, split over three banks",
     [](options& o, std::string const& v) { o.settings.proprietary = amount(v); },
     [](options const& o) { return format_money(o.settings.proprietary); }},
    {"--settle-after-ms", "N", "cash-ins are paid, cash-outs completed that long after; 0 is never",
     [](options& o, std::string const& v) {
         o.settings.settle_after = milliseconds(v, a_day_in_milliseconds);
     },
     [](options const& o) { return std::to_string(o.settings.settle_after.count()); }},
    {"--webhook-first-delay-ms", "N", "before a webhook's second attempt; doubles each time",
     [](options& o, std::string const& v) {
         o.settings.webhooks.first_delay = milliseconds(v, a_day_in_milliseconds);
     },
     [](options const& o) { return std::to_string(o.settings.webhooks.first_delay.count()); }},
    {"--webhook-attempts", "N", "attempts to deliver a webhook",
     [](options& o, std::string const& v) { o.settings.webhooks.attempts = attempts(v); },
     [](options const& o) { return std::to_string(o.settings.webhooks.attempts); }},
    {"--webhook-timeout-ms", "N", "for the receiver's answer to a webhook",
     [](options& o, std::string const& v) {
         o.settings.webhooks.timeout = milliseconds(v, a_day_in_milliseconds);
     },
     [](options const& o) { return std::to_string(o.settings.webhooks.timeout.count()); }},
}};

flag const& flag_named(std::string_view name) {
    for (auto const& each : flags)
        if (each.name == name) return each;
    throw usage_error("there is no flag \"" + std::string{name} + '"');
}

} // namespace

options read_options(std::vector<std::string> const& arguments) {
    options chosen;
    for (std::size_t index = 0; index < arguments.size(); ++index) {
        auto const& argument = arguments[index];
        if (argument == "--help" || argument == "-h") {
            chosen.help = true;
            continue;
        }
        auto const equals = argument.find('=');
        auto const& wanted = flag_named(std::string_view{argument}.substr(0, equals));
        if (equals != std::string::npos)
            wanted.set(chosen, argument.substr(equals + 1));
        else if (++index < arguments.size())
            wanted.set(chosen, arguments[index]);
        else
            throw usage_error(argument + " needs a value");
    }
    return chosen;
}

std::string help_text() {
    std::string text =
        "Usage: connectpsp-sandbox [flags]\n"
        "A stand-in for ConnectPSP on 127.0.0.1, for tests. SIGTERM or SIGINT ends it.\n\n";
    options const usual;
    for (auto const& each : flags) {
        auto line = "  " + std::string{each.name} + ' ' + std::string{each.value};
        line.resize(30, ' ');
        text += line + std::string{each.meaning} + " (default " + each.usual(usual) + ")\n";
    }
    return text + "  --help                      this text\n";
}

} // namespace sandbox
