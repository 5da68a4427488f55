// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_TESTS_CONFORMANCE_FIXTURE_HPP
#define CONNECTPSP_TESTS_CONFORMANCE_FIXTURE_HPP

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <cstdint>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace connectpsp::test {

/// A fixture that is not in the form that README.md tells.
struct bad_fixture : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// A JSON object whose every member has to be taken.
class strict_object {
public:
    explicit strict_object(boost::json::value const& from);

    /// Returns a required member. Throws bad_fixture.
    boost::json::value take(std::string_view key);
    std::string take_text(std::string_view key);
    int take_int(std::string_view key);
    std::int64_t take_int64(std::string_view key);
    /// A body: see body_of.
    std::string take_body(std::string_view key);
    /// Takes `provenance`: [S], [D], [I] or [B], and a place. Throws bad_fixture for another text.
    void take_provenance();
    strict_object take_object(std::string_view key) { return strict_object{take(key)}; }

    /// A member that may be missing.
    boost::json::value take_or(std::string_view key, boost::json::value otherwise);

    bool has(std::string_view key) const { return left_.contains(key); }

    /// Throws bad_fixture when something was not taken.
    void finish() const;

private:
    boost::json::object left_;
};

/// A body: a string, or a list of pieces, each of which is a string, `{"hex": "c3a7"}`, or
/// `{"repeat": "text", "times": 1000}`.
std::string body_of(boost::json::value const& stated);

/// Bytes of hexadecimal digits; white space between them does not count.
std::string bytes_of_hex(std::string_view digits);

/// Returns the value without the members that are null, however deep. An element of an array stays,
/// because its place counts.
boost::json::value without_nulls(boost::json::value const& value);

/// Returns whether a received value, without its nulls, is the expected one. Throws bad_fixture for
/// an expectation that states a null, because it leaves such a member out.
bool is_expected(boost::json::value const& received, boost::json::value const& expected);

std::string read_file(std::filesystem::path const& path);

/// Returns the files of a directory of fixtures, in order.
std::vector<std::filesystem::path> entries_of(std::filesystem::path const& directory);

/// Where the fixtures are.
std::filesystem::path fixtures();

} // namespace connectpsp::test

#endif
