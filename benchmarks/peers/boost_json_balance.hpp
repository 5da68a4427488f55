// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_BENCHMARKS_PEERS_BOOST_JSON_BALANCE_HPP
#define CONNECTPSP_BENCHMARKS_PEERS_BOOST_JSON_BALANCE_HPP

#include "values.hpp"

#include <connectpsp/api/account.hpp>

#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <cmath>
#include <cstdint>
#include <string_view>

namespace bench::peers {

/// Takes every event and does nothing: what remains is the parser that the library stands on.
struct empty_handler {
    static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_array_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_key_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_string_size = static_cast<std::size_t>(-1);

    using error_code = boost::system::error_code;
    using text_view = boost::json::string_view;

    bool on_document_begin(error_code&) { return true; }
    bool on_document_end(error_code&) { return true; }
    bool on_object_begin(error_code&) { return true; }
    bool on_object_end(std::size_t, error_code&) { return true; }
    bool on_array_begin(error_code&) { return true; }
    bool on_array_end(std::size_t, error_code&) { return true; }
    bool on_key_part(text_view, std::size_t, error_code&) { return true; }
    bool on_key(text_view, std::size_t, error_code&) { return true; }
    bool on_string_part(text_view, std::size_t, error_code&) { return true; }
    bool on_string(text_view, std::size_t, error_code&) { return true; }
    bool on_number_part(text_view, error_code&) { return true; }
    bool on_int64(std::int64_t, text_view, error_code&) { return true; }
    bool on_uint64(std::uint64_t, text_view, error_code&) { return true; }
    bool on_double(double, text_view, error_code&) { return true; }
    bool on_bool(bool, error_code&) { return true; }
    bool on_null(error_code&) { return true; }
    bool on_comment_part(text_view, error_code&) { return true; }
    bool on_comment(text_view, error_code&) { return true; }
};

/// Whether a text is JSON.
inline bool parse_only(std::string_view text) {
    boost::json::basic_parser<empty_handler> parser{boost::json::parse_options{}};
    boost::system::error_code ec;
    return parser.write_some(false, text.data(), text.size(), ec) == text.size() && !ec;
}

/// Boost.JSON as most use it: a document tree, then its values by name. Amounts go through a
/// double, because the tree keeps no text: not exact.
class boost_json_tree {
public:
    static connectpsp::balance decode(std::string_view text) {
        boost::json::value const document = boost::json::parse({text.data(), text.size()});
        object const& root = document.as_object();
        connectpsp::balance made;
        made.currency.emplace(string(root, "currency"));
        made.reference_date = read_date(string(root, "referenceDate"));
        object const& sums = root.at("consolidated").as_object();
        made.consolidated.total_balance = amount(sums, "totalBalance");
        made.consolidated.transactional_balance = amount(sums, "transactionalBalance");
        made.consolidated.proprietary_balance = amount(sums, "proprietaryBalance");
        made.banks.reserve(3);
        for (auto const& each : root.at("banks").as_array()) {
            object const& from = each.as_object();
            connectpsp::bank_balance& bank = made.banks.emplace_back();
            bank.ispb.emplace(string(from, "ispb"));
            bank.bank.emplace(string(from, "bank"));
            object const& accounts = from.at("accounts").as_object();
            bank.accounts.emplace();
            read(bank.accounts->transactional.emplace(), accounts.at("transactional"));
            read(bank.accounts->proprietary.emplace(), accounts.at("proprietary"));
        }
        made.updated_at = read_timestamp(string(root, "updatedAt"));
        return made;
    }

private:
    using object = boost::json::object;

    static std::string_view string(object const& from, boost::json::string_view key) {
        auto const& text = from.at(key).as_string();
        return {text.data(), text.size()};
    }

    static connectpsp::money amount(object const& from, boost::json::string_view key) {
        return connectpsp::money::from_centavos(
            std::llround(from.at(key).to_number<double>() * 100));
    }

    static void read(connectpsp::account_balance& out, boost::json::value const& from) {
        object const& account = from.as_object();
        out.branch.emplace(string(account, "branch"));
        out.account.emplace(string(account, "account"));
        out.balance = amount(account, "balance");
    }
};

} // namespace bench::peers

#endif
