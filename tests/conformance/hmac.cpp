// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/codec/signature.hpp>

#include "catch.hpp"
#include "fixture.hpp"

#include <connectpsp/api/authorization.hpp>

#include <set>
#include <string>

// hmac/<case>/: key.hex, message.hex, mac.hex, which may be truncated.
// digital-signature/<case>/: jwt.txt, crypto_token.txt, mac.hex, header.txt.

using namespace connectpsp;
using namespace connectpsp::test;

namespace {

/// Requires a case to be a directory of exactly these files.
void require_files(std::filesystem::path const& path, std::set<std::string> const& names) {
    REQUIRE(std::filesystem::is_directory(path));
    std::set<std::string> found;
    for (auto const& each : entries_of(path))
        found.insert(each.filename().string());
    REQUIRE(found == names);
}

std::string_view bytes_of(mac const& code) {
    return {reinterpret_cast<char const*>(code.data()), code.size()};
}

} // namespace

TEST_CASE("HMAC-SHA256 gives every vector's MAC", "[conformance][signature]") {
    auto const cases = entries_of(fixtures() / "hmac");
    REQUIRE(cases.size() >= 7); // RFC 4231 §4.2 to §4.8
    for (auto const& path : cases) {
        DYNAMIC_SECTION(path.filename().string()) {
            require_files(path, {"key.hex", "message.hex", "mac.hex"});
            std::string const message = bytes_of_hex(read_file(path / "message.hex"));
            std::string const expected = bytes_of_hex(read_file(path / "mac.hex"));
            REQUIRE((expected.size() == 32 || expected.size() == 16));
            auto const key =
                signer::make(secret{bytes_of_hex(read_file(path / "key.hex"))}).value();
            mac const code = key(message);
            CHECK(bytes_of(code).substr(0, expected.size()) == expected);
            hex_digest const signature{code};
            CHECK(bytes_of_hex(signature.text()) == bytes_of(code));
            CHECK(verify_mac(key, message, signature.text()));
            CHECK_FALSE(verify_mac(key, message + " ", signature.text()));
        }
    }
}

TEST_CASE("the digital signature of a JWT is right at every stage", "[conformance][signature]") {
    auto const cases = entries_of(fixtures() / "digital-signature");
    REQUIRE_FALSE(cases.empty());
    for (auto const& path : cases) {
        DYNAMIC_SECTION(path.filename().string()) {
            require_files(path, {"jwt.txt", "crypto_token.txt", "mac.hex", "header.txt"});
            std::string const jwt = read_file(path / "jwt.txt");
            auto const key = signer::make(secret{read_file(path / "crypto_token.txt")}).value();
            CHECK(bytes_of(key(jwt)) == bytes_of_hex(read_file(path / "mac.hex")));
            std::string const header = read_file(path / "header.txt");
            CHECK("DigitalSignature: " + std::string{sign(key, jwt).text()} + "\r\n" == header);
            auto const auth = authorization::make(environment::staging(),
                                                  secret{"9b2f6a10-7c3d-4e58-a1b9-0d4c5e6f7a81"},
                                                  key, secret{jwt});
            REQUIRE(auth);
            CHECK(auth.value().signed_fields().ends_with(header));
        }
    }
}
