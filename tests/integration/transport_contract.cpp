// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "transport_contract.hpp"

#include "stacks.hpp"

#include "catch.hpp"

#include <algorithm>

using namespace connectpsp;

namespace {

constexpr std::chrono::seconds patience{1};

/// The promises that a transport breaks which does something more than the one it is made of.
template <class Wrap>
std::vector<std::string> promises_broken_by(Wrap wrap) {
    return broken_promises(
        [wrap] {
            return [wrap, send = make_transport(stack::curl, patience)](
                       request const& message) -> result<response> { return wrap(send, message); };
        },
        patience);
}

bool names(std::vector<std::string> const& broken, std::string_view promise) {
    return std::any_of(broken.begin(), broken.end(), [promise](std::string const& each) {
        return each.find(promise) != each.npos;
    });
}

} // namespace

TEST_CASE("the transports keep what docs/transports.md promises", "[integration][transport]") {
    auto const over = GENERATE(from_range(all_stacks));
    CAPTURE(over);
    CHECK(broken_promises([over] { return make_transport(over, patience); }, patience) ==
          std::vector<std::string>{});
}

TEST_CASE("the contract notices what is broken", "[integration][transport]") {
    auto const repeating =
        promises_broken_by([](any_transport const& send, request const& message) {
            auto got = send(message);
            return got ? got : send(message);
        });
    CHECK(names(repeating, "is sent once"));
    auto const careless = promises_broken_by([](any_transport const& send, request message) {
        message.url.resize(message.url.find('?'));
        auto got = send(message);
        if (got && got.value().status >= 400) throw std::runtime_error{"422"};
        return got ? got : result<response>{error{errc::not_sent}};
    });
    CHECK(names(careless, "the target, byte for byte"));
    CHECK(names(careless, "does not throw: 422"));
    CHECK(names(careless, "not not_sent"));
}
