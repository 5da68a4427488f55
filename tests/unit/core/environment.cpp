// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/core/environment.hpp>

#include "catch.hpp"

#include <connectpsp/core/limits.hpp>

#include <string>
#include <type_traits>

using connectpsp::environment;
using connectpsp::errc;
namespace limits = connectpsp::limits;

static_assert(!std::is_constructible_v<environment, std::string>);
static_assert(!std::is_default_constructible_v<environment>);

namespace environment_test {

TEST_CASE("the two environments are where the documents say", "[core][environment]") {
    CHECK(environment::staging().base_url() == "https://api.homologacao.connectpsp.com");
    CHECK(environment::production().base_url() == "https://api.connectpsp.com");
    CHECK((environment::staging() != environment::production()));
    CHECK((environment::parse("https://api.connectpsp.com").value() == environment::production()));
}

TEST_CASE("a base URL of https, or of http to loopback, is taken", "[core][environment]") {
    for (std::string const url : {"https://example.com",
                                  "https://example.com:1",
                                  "https://example.com:8443",
                                  "https://example.com:65535",
                                  "https://a",
                                  "https://10.0.0.1",
                                  "https://sub-domain.example.com",
                                  "https://xn--bcher-kva.example",
                                  "https://[2001:db8::1]",
                                  "https://[::1]:8443",
                                  "https://[::ffff:192.0.2.1]",
                                  "https://localhost",
                                  "https://127.0.0.1.evil.example",
                                  "http://localhost",
                                  "http://localhost:8080",
                                  "http://127.0.0.1",
                                  "http://127.0.0.1:65535",
                                  "http://127.1.2.3",
                                  "http://127.255.255.255",
                                  "http://127.0.0.0:1",
                                  "http://[::1]",
                                  "http://[::1]:8080"}) {
        INFO(url);
        auto const made = environment::parse(url);
        REQUIRE(made.has_value());
        CHECK(made.value().base_url() == url);
        CHECK(
            (environment::parse(url + '/').value() == made.value())); // a trailing slash is dropped
    }
}

TEST_CASE("two spellings of one place are one environment", "[core][environment]") {
    struct spelling {
        std::string_view url, normal;
    };
    for (spelling const& each :
         {spelling{"https://api.connectpsp.com:443", "https://api.connectpsp.com"},
          {"https://api.connectpsp.com:0443/", "https://api.connectpsp.com"},
          {"HTTPS://API.ConnectPSP.com", "https://api.connectpsp.com"},
          {"https://api.connectpsp.com:80", "https://api.connectpsp.com:80"},
          {"https://api.connectpsp.com:8443", "https://api.connectpsp.com:8443"},
          {"http://localhost:80", "http://localhost"},
          {"http://LOCALHOST:443/", "http://localhost:443"},
          {"https://[2001:DB8::1]:443", "https://[2001:db8::1]"},
          {"https://example.com:08443", "https://example.com:8443"},
          {"https://my_host", "https://my_host"},
          {"https://a:443/b/", "https://a/b"}}) {
        INFO(each.url);
        auto const made = environment::parse(each.url);
        REQUIRE(made);
        CHECK(made.value().base_url() == each.normal);
    }
    CHECK((environment::parse("https://api.connectpsp.com:443").value() ==
           environment::production()));
}

TEST_CASE("a base URL may have a path prefix", "[core][environment]") {
    struct spelling {
        std::string_view url, normal;
    };
    for (spelling const& each :
         {spelling{"https://gw.empresa.com.br/connectpsp", "https://gw.empresa.com.br/connectpsp"},
          {"https://gw.empresa.com.br/connectpsp/", "https://gw.empresa.com.br/connectpsp"},
          {"https://gw/a/b-c_d~e.f/v1", "https://gw/a/b-c_d~e.f/v1"},
          {"https://gw/A@b:c;d=1,2!$&'()*+", "https://gw/A@b:c;d=1,2!$&'()*+"},
          {"https://gw/caf%c3%a9", "https://gw/caf%C3%A9"},
          {"https://gw/...", "https://gw/..."},
          {"https://gw/.well-known", "https://gw/.well-known"},
          {"http://localhost:8080/v1", "http://localhost:8080/v1"}}) {
        INFO(each.url);
        auto const made = environment::parse(each.url);
        REQUIRE(made);
        CHECK(made.value().base_url() == each.normal);
        CHECK((environment::parse(made.value().base_url()).value() == made.value()));
    }
    for (std::string_view const url :
         {"https://gw//",      "https://gw//a",    "https://gw/a//",      "https://gw/a//b",
          "https://gw/.",      "https://gw/..",    "https://gw/a/../b",   "https://gw/./a",
          "https://gw/%2e",    "https://gw/%2E.",  "https://gw/.%2e/a",   "https://gw/%2e%2E",
          "https://gw/a?b",    "https://gw/a#b",   "https://gw/a b",      "https://gw/a\\b",
          "https://gw/{a}",    "https://gw/%",     "https://gw/%4",       "https://gw/%4x",
          "https://gw/%00",    "https://gw/a%2Fb", "https://gw/a%2f",     "https://gw/%5c",
          "https://gw/%0d%0a", "https://gw/a%20b", "https://gw/\xC3\xA7", "https://gw/a\r\n"}) {
        INFO(url);
        CHECK(environment::parse(url).error() == errc::invalid_base_url);
    }
}

TEST_CASE("plain http to another host is for test set-ups by name", "[core][environment]") {
    for (std::string const url :
         {"http://wiremock:8080", "http://host.docker.internal:8080", "http://psp_sandbox:8080/v1",
          "http://10.0.0.1", "http://notconnectpsp.com", "http://connectpsp.com.example",
          "https://wiremock"}) {
        INFO(url);
        CHECK(environment::insecure_for_tests(url).value().base_url() == url);
    }
    for (std::string_view const url :
         {"http://connectpsp.com", "http://api.connectpsp.com", "http://API.ConnectPSP.COM:8080/v1",
          "http://api.homologacao.connectpsp.com", "http://api.connectpsp.com.",
          "http://connectpsp.com..", "https://api.connectpsp.com", "HTTP://a.b.connectpsp.com/x"}) {
        INFO(url);
        CHECK(environment::insecure_for_tests(url).error() == errc::insecure_base_url);
    }
    CHECK(environment::insecure_for_tests("http://a@connectpsp.com").error() ==
          errc::invalid_base_url);
    CHECK(environment::insecure_for_tests("wiremock:8080").error() == errc::invalid_base_url);
}

TEST_CASE("the error of a base URL says what is wrong with it", "[core][environment]") {
    auto const refusal_of = [](std::string_view url) {
        return to_string(environment::parse(url).error());
    };
    std::string const text = "not a base URL: https://host[:port][/prefix] is expected, ";
    CHECK(refusal_of("api.connectpsp.com") == text + "it does not begin with https://");
    CHECK(refusal_of("https://u:p@host") == text + "it holds user information");
    CHECK(refusal_of("https://") == text + "its host is wrong");
    CHECK(refusal_of("https://a:0") == text + "its port is wrong");
    CHECK(refusal_of("https://a?b") == text + "it has a query");
    CHECK(refusal_of("https://a/#b") == text + "it has a fragment");
    CHECK(refusal_of("https://a/../b") == text + "its path is wrong");
    CHECK(refusal_of("https://" + std::string(248, 'a')) ==
          text + "expected at most 255 bytes, got 256");
    CHECK(refusal_of("http://example.com") == "base URL: plain http is for loopback hosts only");
    CHECK(to_string(environment::insecure_for_tests("http://connectpsp.com").error()) ==
          "base URL: plain http is for loopback hosts only, it is ConnectPSP's and not of a test "
          "set-up");
}

TEST_CASE("plain http to a host that is not loopback is refused", "[core][environment]") {
    for (std::string const url : {"http://example.com",
                                  "http://api.connectpsp.com",
                                  "http://127.0.0.1.evil.example",
                                  "http://localhost.evil.example",
                                  "http://evil-localhost",
                                  "http://xlocalhost",
                                  "http://localhost.",
                                  "http://1270.0.0.1",
                                  "http://0127.0.0.1",
                                  "http://127.0.0.01",
                                  "http://127.0.010.1",
                                  "http://127.000.0.1",
                                  "http://128.0.0.1",
                                  "http://126.255.255.255",
                                  "http://10.0.0.1",
                                  "http://0.0.0.0",
                                  "http://127.0.0",
                                  "http://127.1",
                                  "http://127",
                                  "http://127.0.0.256",
                                  "http://127.0.0.1000",
                                  "http://127.0.0.1.",
                                  "http://127.0.0.1.1",
                                  "http://127..0.1",
                                  "http://127.0.0.a",
                                  "http://127.0.0.1a",
                                  "http://[::2]",
                                  "http://[::]",
                                  "http://[::11]",
                                  "http://[1::1]",
                                  "http://[2001:db8::1]",
                                  "http://[fe80::1]",
                                  "http://2130706433",
                                  "http://example.com:8080/",
                                  "http://127-0-0-1.example"}) {
        INFO(url);
        CHECK(environment::parse(url).error() == errc::insecure_base_url);
    }
}

TEST_CASE("what is no base URL is refused", "[core][environment]") {
    for (std::string const url : {"",
                                  "/",
                                  "https",
                                  "https:",
                                  "https:/",
                                  "https://",
                                  "https:///",
                                  "https://:8443",
                                  "https:example.com",
                                  "https:/example.com",
                                  "example.com",
                                  "//example.com",
                                  "ftp://example.com",
                                  "ws://example.com",
                                  "httpss://example.com",
                                  "xhttps://example.com",
                                  "https ://example.com",
                                  " https://example.com",
                                  "https://example.com ",
                                  "https:// example.com",
                                  "https://exa mple.com",
                                  "https://user@example.com",
                                  "https://user:password@example.com",
                                  "http://localhost@evil",
                                  "http://127.0.0.1@evil.example",
                                  "http://localhost:80@evil.example",
                                  "https://example.com//",
                                  "https://example.com/?",
                                  "https://example.com?query=1",
                                  "https://example.com#fragment",
                                  "https://example.com/#",
                                  "http://localhost\\evil.example",
                                  "http://localhost%2eevil",
                                  "https://example.com:",
                                  "https://example.com:/",
                                  "https://example.com:0",
                                  "https://example.com:00000",
                                  "https://example.com:65536",
                                  "https://example.com:99999",
                                  "https://example.com:100000",
                                  "https://example.com:000080",
                                  "https://example.com:-1",
                                  "https://example.com:+1",
                                  "https://example.com:8a",
                                  "https://example.com:80:80",
                                  "https://example.com: 80",
                                  "https://example.com\r\nHost: evil",
                                  "https://example.com\n",
                                  "https://example.com\r",
                                  "https://example.com\t",
                                  "https://ex\xC3\xA4mple.com",
                                  "https://[::1",
                                  "https://::1",
                                  "https://[]",
                                  "https://[::1]x",
                                  "https://[::1]evil.example",
                                  "https://[::1%25lo]",
                                  "https://[localhost]",
                                  "https://[::1]]",
                                  "https://[[::1]]"}) {
        INFO(url);
        CHECK(environment::parse(url).error() == errc::invalid_base_url);
    }
    CHECK(environment::parse(std::string_view{"https://a\0b", 11}).error() ==
          errc::invalid_base_url);
    CHECK(environment::parse(std::string_view{"https://ab\0", 11}).error() ==
          errc::invalid_base_url);
}

TEST_CASE("only an IPv6 address stands in brackets", "[core][environment]") {
    for (std::string const url : {"http://[127.0.0.1]", "https://[127.0.0.1]", "https://[.]"}) {
        INFO(url);
        CHECK(environment::parse(url).error() == errc::invalid_base_url);
    }
}

TEST_CASE("a base URL beyond the length limit is refused", "[core][environment]") {
    std::string const prefix = "https://";
    std::string const longest = prefix + std::string(limits::base_url_bytes - prefix.size(), 'a');
    CHECK(environment::parse(longest).value().base_url() == longest);
    CHECK(environment::parse(longest + 'a').error() == errc::invalid_base_url);
    CHECK(environment::parse(prefix + std::string(100'000, 'a')).error() == errc::invalid_base_url);
}

} // namespace environment_test
