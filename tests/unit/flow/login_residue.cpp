// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/flow/client.hpp>

#include "catch.hpp"
#include "support/sample_values.hpp"
#include "support/stack_residue.hpp"

#include <connectpsp/api/account.hpp>
#include <connectpsp/api/obtain_token.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

// After a login no memory of the process holds the access token: the heap, the stack and what is
// static are searched. The token itself is kept in a form that is not its text.

using namespace connectpsp;
using namespace connectpsp::test;

// Sanitizers map so much memory of their own that a search of it does not end.
#if defined(CONNECTPSP_TEST_STACK_ELSEWHERE) || defined(__SANITIZE_THREAD__)
#define CONNECTPSP_TEST_MEMORY_IS_VAST
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define CONNECTPSP_TEST_MEMORY_IS_VAST
#endif
#endif

namespace login_residue_test {

#if defined(__linux__) && !defined(CONNECTPSP_TEST_MEMORY_IS_VAST)
namespace {

constexpr unsigned char mask = 0x15;

/// A text whose bytes stand nowhere in memory as they are.
struct masked_text {
    explicit masked_text(std::string_view seed) {
        for (char const c : seed)
            bytes.push_back(static_cast<unsigned char>(static_cast<unsigned char>(c) ^ mask));
    }

    char at(std::size_t i) const { return static_cast<char>(bytes[i] ^ mask); }

    std::vector<unsigned char> bytes{};
};

/// A token that is made at run time: forty letters and digits. One letter alone is in one place.
masked_text make_token() {
    masked_text made{""};
    std::uint32_t state = 2463534242;
    for (int i = 0; i != 40; ++i) {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        made.bytes.push_back(static_cast<unsigned char>('a' + state % 26) ^ mask);
    }
    return made;
}

/// In how many places of the writable memory the text stands, from its second byte on.
std::size_t places_of(masked_text const& text) {
    std::ifstream maps{"/proc/self/maps"};
    std::FILE* const memory = std::fopen("/proc/self/mem", "rb");
    REQUIRE(memory != nullptr);
    // Unbuffered, because a buffer would be one more place.
    std::setvbuf(memory, nullptr, _IONBF, 0);
    static std::vector<unsigned char> chunk(1 << 20);
    std::size_t places = 0;
    for (std::string line; std::getline(maps, line);) {
        unsigned long begin = 0, end = 0;
        char rights[8];
        if (std::sscanf(line.c_str(), "%lx-%lx %7s", &begin, &end, rights) != 3) continue;
        if (rights[1] != 'w') continue;
        auto const own = reinterpret_cast<unsigned long>(chunk.data());
        for (unsigned long at = begin; at < end; at += chunk.size() / 2) {
            if (std::fseek(memory, static_cast<long>(at), SEEK_SET) != 0) break;
            std::size_t const want = std::min<std::size_t>(chunk.size(), end - at);
            std::size_t const got = std::fread(chunk.data(), 1, want, memory);
            for (std::size_t i = 0; i + text.bytes.size() <= got && i < chunk.size() / 2; ++i) {
                std::size_t same = 1;
                while (same != text.bytes.size() && (chunk[i + same] ^ mask) == text.bytes[same])
                    ++same;
                bool const in_chunk = at + i >= own && at + i < own + chunk.size();
                if (same == text.bytes.size() && !in_chunk) ++places;
            }
        }
    }
    std::fclose(memory);
    return places;
}

/// Logs in and reads the balance with a token that comes with one escape in front, or with none.
CONNECTPSP_NOINLINE void work(masked_text const& token, bool escaped, bool& done) {
    connectpsp::session session{environment::staging(), sample_credentials()};
    auto const send = [&](request const& asked) -> result<response> {
        response answer{200, "application/json", {}, ""};
        answer.body.reserve(256);
        if (!asked.url.ends_with("/auth/token")) {
            answer.body = R"({"success":true})";
            return answer;
        }
        answer.body += R"({"accessToken":")";
        char first[8];
        std::snprintf(first, sizeof first, "\\u%04x", static_cast<unsigned>(token.at(0)));
        if (escaped)
            answer.body += first;
        else
            answer.body += token.at(0);
        for (std::size_t i = 1; i != token.bytes.size(); ++i)
            answer.body += token.at(i);
        answer.body += R"(","expiresIn":3600})";
        return answer;
    };
    client call{session, send};
    done = call(rebalance{.target_amount = money::from_centavos(1)}).has_value();
}

TEST_CASE("no memory of the process holds a token when its session is gone", "[flow][session]") {
    masked_text const token = make_token();
    {
        std::string seen;
        for (std::size_t i = 0; i != token.bytes.size(); ++i)
            seen += token.at(i);
        CHECK(places_of(token) >= 1); // what is there is found
        detail::wipe(seen.data(), seen.size());
    }
    for (bool const escaped : {false, true}) {
        INFO((escaped ? "with an escape" : "plain"));
        bool done = false;
        work(token, escaped, done);
        CHECK(places_of(token) == 0);
        CHECK(done);
    }
}

} // namespace
#endif

TEST_CASE("a token with escapes leaves nothing on the stack", "[flow][session]") {
    std::string const marker = "token-that-stays-nowhere-4711";
    bool read = false;
    for (std::string const& json :
         {R"({"accessToken":"\u0061)" + marker + R"(","expiresIn":3600})",
          R"({"accessToken":")" + marker + R"(\u0061","expiresIn":3600})",
          R"({"accessToken":")" + marker + R"(","expiresIn":3600,"x":"\n"})",
          R"({"accessToken":"\u0061)" + marker + R"(","expiresIn":3600,"x":"\n)" + "\xFF\"}"}) {
        INFO(json);
        CHECK_FALSE(leaves_on_stack(
            marker, [&] { read = decode_received<access_grant>(json).has_value(); }));
        CHECK(read);
    }
    // A document that breaks behind its token does not get around it.
    std::string const broken = R"({"accessToken":"\u0061)" + marker + R"(","expiresIn":3600,)";
    CHECK_FALSE(
        leaves_on_stack(marker, [&] { read = decode_received<access_grant>(broken).has_value(); }));
    CHECK_FALSE(read);
}

} // namespace login_residue_test
