// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "fixture.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <utility>

namespace connectpsp::test {

strict_object::strict_object(boost::json::value const& from) {
    if (!from.is_object()) throw bad_fixture("no object: " + boost::json::serialize(from));
    left_ = from.get_object();
}

boost::json::value strict_object::take(std::string_view key) {
    auto const at = left_.find(key);
    if (at == left_.end()) throw bad_fixture("there is no member " + std::string{key});
    boost::json::value taken = std::move(at->value());
    left_.erase(at);
    return taken;
}

std::string strict_object::take_text(std::string_view key) {
    boost::json::value const taken = take(key);
    if (!taken.is_string()) throw bad_fixture("no text: " + std::string{key});
    return std::string{std::string_view{taken.get_string()}};
}

int strict_object::take_int(std::string_view key) { return static_cast<int>(take_int64(key)); }

std::int64_t strict_object::take_int64(std::string_view key) {
    boost::json::value const taken = take(key);
    if (!taken.is_int64()) throw bad_fixture("no whole number: " + std::string{key});
    return taken.get_int64();
}

std::string strict_object::take_body(std::string_view key) { return body_of(take(key)); }

void strict_object::take_provenance() {
    std::string const stated = take_text("provenance");
    if (stated.size() < 5 || stated[0] != '[' || stated[2] != ']' ||
        std::string_view{"SDIB"}.find(stated[1]) == std::string_view::npos)
        throw bad_fixture("a provenance begins with [S], [D], [I] or [B]");
}

boost::json::value strict_object::take_or(std::string_view key, boost::json::value otherwise) {
    return has(key) ? take(key) : std::move(otherwise);
}

void strict_object::finish() const {
    if (!left_.empty()) throw bad_fixture("unknown members: " + boost::json::serialize(left_));
}

std::string body_of(boost::json::value const& stated) {
    if (stated.is_string()) return std::string{std::string_view{stated.get_string()}};
    if (!stated.is_array()) throw bad_fixture("a body is a string or a list of pieces");
    std::string body;
    for (auto const& piece : stated.get_array()) {
        if (piece.is_string()) {
            body.append(std::string_view{piece.get_string()});
            continue;
        }
        strict_object stands{piece};
        if (stands.has("hex")) {
            body += bytes_of_hex(stands.take_text("hex"));
        } else {
            std::string const text = stands.take_text("repeat");
            for (int left = stands.take_int("times"); left > 0; --left)
                body += text;
        }
        stands.finish();
    }
    return body;
}

std::string bytes_of_hex(std::string_view digits) {
    auto const value_of = [](char c) -> unsigned {
        if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
        if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a' + 10);
        throw bad_fixture("no hexadecimal digit: " + std::string{c});
    };
    std::string bytes;
    unsigned high = 0;
    bool half = false;
    for (char const c : digits) {
        if (c == ' ' || c == '\n') continue;
        if (half)
            bytes += static_cast<char>(high << 4 | value_of(c));
        else
            high = value_of(c);
        half = !half;
    }
    if (half) throw bad_fixture("half a byte at the end of hexadecimal digits");
    return bytes;
}

boost::json::value without_nulls(boost::json::value const& value) {
    if (value.is_array()) {
        boost::json::array kept;
        for (auto const& each : value.get_array())
            kept.push_back(without_nulls(each));
        return kept;
    }
    if (!value.is_object()) return value;
    boost::json::object kept;
    for (auto const& [key, each] : value.get_object())
        if (!each.is_null()) kept.emplace(key, without_nulls(each));
    return kept;
}

bool is_expected(boost::json::value const& received, boost::json::value const& expected) {
    if (expected.is_null() || without_nulls(expected) != expected)
        throw bad_fixture("an expectation leaves nulls out: " + boost::json::serialize(expected));
    return without_nulls(received) == expected;
}

std::string read_file(std::filesystem::path const& path) {
    std::ifstream in{path, std::ios::binary};
    if (!in) throw bad_fixture("cannot read " + path.string());
    return {std::istreambuf_iterator<char>{in}, {}};
}

std::vector<std::filesystem::path> entries_of(std::filesystem::path const& directory) {
    std::vector<std::filesystem::path> found;
    for (auto const& each : std::filesystem::directory_iterator{directory})
        found.push_back(each.path());
    std::sort(found.begin(), found.end());
    return found;
}

std::filesystem::path fixtures() { return CONNECTPSP_FIXTURES_DIR; }

} // namespace connectpsp::test
