// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/core/secret.hpp>

#include "catch.hpp"
#include "freed_memory.hpp"

#include <algorithm>
#include <array>
#include <ostream>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

using connectpsp::secret;

namespace secret_test {

namespace {

constexpr std::string_view password = "correct horse battery staple, 2026";

// Clearing a string overwrites its first byte and hides the rest from a search for the whole.
constexpr std::string_view tail = password.substr(1);

template <class T>
concept printable = requires(std::ostream& out, T const& value) { out << value; };

static_assert(printable<std::string>);
static_assert(!printable<secret>);
static_assert(!std::is_convertible_v<secret, std::string_view>);
static_assert(!std::is_convertible_v<secret, std::string>);
static_assert(!std::is_convertible_v<secret, bool>);
static_assert(!std::is_convertible_v<std::string_view, secret>);
static_assert(std::is_nothrow_move_constructible_v<secret>);
static_assert(std::is_nothrow_move_assignable_v<secret>);

} // namespace

TEST_CASE("a secret holds the text it was given", "[core][secret]") {
    std::string source{password};
    secret const held{source};
    source = "overwritten";
    CHECK(held.reveal() == password);
    CHECK(held.size() == password.size());
    CHECK_FALSE(held.empty());

    std::string const bytes{"\0\xff\0", 3};
    CHECK(secret{bytes}.reveal() == bytes);
}

TEST_CASE("an empty secret is empty however it was made", "[core][secret]") {
    for (secret const& each : {secret{}, secret{""}, secret{std::string_view{}}}) {
        CHECK(each.empty());
        CHECK(each.size() == 0);
        CHECK(each.reveal().empty());
        CHECK(each == secret{});
    }
}

TEST_CASE("wiping overwrites exactly the bytes it is told", "[core][secret]") {
    std::array<unsigned char, 16> buffer{};
    for (std::size_t size = 0; size <= 14; ++size) {
        buffer.fill(0xA5);
        connectpsp::detail::wipe(buffer.data() + 1, size);
        CHECK(std::count(buffer.begin(), buffer.end(), 0) == static_cast<std::ptrdiff_t>(size));
        CHECK(std::all_of(buffer.begin() + 1,
                          buffer.begin() + 1 + static_cast<std::ptrdiff_t>(size),
                          [](unsigned char byte) { return byte == 0; }));
    }
    connectpsp::detail::wipe(nullptr, 0);
}

TEST_CASE("a string that goes leaves its text behind, and the watch sees it", "[core][secret]") {
    CHECK(freed_memory::count(tail, [] {
              std::string const text{password};
              freed_memory::touch(text.data());
          }) == (freed_memory::is_watched ? 1U : 0U));
}

TEST_CASE("a string that grows with a secret in it leaves nothing behind", "[core][secret]") {
    CHECK(freed_memory::count(tail, [] {
              std::string text;
              connectpsp::detail::append_secret(text, password);
              for (int i = 0; i != 5; ++i)
                  connectpsp::detail::append_secret(text, password);
              freed_memory::touch(text.data());
              connectpsp::detail::wipe(text.data(), text.size());
          }) == 0);
}

TEST_CASE("a secret that goes leaves nothing behind", "[core][secret]") {
    CHECK(freed_memory::count(tail, [] {
              secret const held{password};
              freed_memory::touch(held.reveal().data());
          }) == 0);
    CHECK(freed_memory::count(tail, [] {
              std::vector<secret> many;
              for (int i = 0; i != 5; ++i)
                  many.emplace_back(password);
              freed_memory::touch(many.data());
          }) == 0);
}

TEST_CASE("a secret that is assigned to leaves nothing of what it held", "[core][secret]") {
    secret held{password};
    CHECK(freed_memory::count(tail, [&] { held = secret{"other"}; }) == 0);
    CHECK(held.reveal() == "other");
    held = secret{password};
    secret const empty;
    CHECK(freed_memory::count(tail, [&] { held = empty; }) == 0);
    CHECK(held.empty());
}

TEST_CASE("taking a text wipes and empties where it came from", "[core][secret]") {
    std::string source{password};
    secret const held = secret::take(source);
    CHECK(held.reveal() == password);
    CHECK(source.empty());

    std::string bytes{"a\0b", 3};
    CHECK((secret::take(bytes).reveal() == std::string_view{"a\0b", 3}));
    CHECK(bytes.empty());

    std::string small = "x";
    CHECK(secret::take(small).reveal() == "x");
    CHECK(small.empty());
    CHECK(secret::take(small).empty());
}

TEST_CASE("a secret that was taken from leaves nothing in the source's memory", "[core][secret]") {
    CHECK(freed_memory::count(tail, [] {
              std::string source{password};
              secret const held = secret::take(source);
              freed_memory::touch(source.data());
          }) == 0);
}

TEST_CASE("a moved-from secret is empty", "[core][secret]") {
    secret source{password};
    secret moved{std::move(source)};
    CHECK(moved.reveal() == password);
    CHECK(source.empty());
    CHECK(source.reveal().empty());

    secret assigned{"old"};
    assigned = std::move(moved);
    CHECK(assigned.reveal() == password);
    CHECK(moved.empty());
    source = secret{"again"};
    CHECK(source.reveal() == "again");
}

TEST_CASE("copies of a secret are independent", "[core][secret]") {
    secret original{password};
    secret copy = original;
    CHECK(copy == original);
    CHECK(copy.reveal().data() != original.reveal().data());
    original = secret{"changed"};
    CHECK(copy.reveal() == password);
    secret& same = copy;
    copy = same;
    CHECK(copy.reveal() == password);
}

TEST_CASE("secrets are equal when every byte is", "[core][secret]") {
    std::string const text = "\x01 a secret \xff text";
    CHECK(secret{text} == secret{text});
    for (std::size_t at = 0; at != text.size(); ++at)
        for (int bit = 0; bit != 8; ++bit) {
            std::string other = text;
            other[at] = static_cast<char>(other[at] ^ (1 << bit));
            CHECK(secret{text} != secret{other});
        }
    for (std::size_t size = 0; size != text.size(); ++size)
        CHECK(secret{text} != secret{text.substr(0, size)});
    CHECK(secret{text} != secret{text + '\0'});
    // Differences in two places do not cancel out.
    CHECK(secret{"ab"} != secret{"ba"});
    CHECK(secret{"aa"} != secret{"bb"});
}

} // namespace secret_test
