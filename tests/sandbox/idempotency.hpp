// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_TESTS_SANDBOX_IDEMPOTENCY_HPP
#define CONNECTPSP_TESTS_SANDBOX_IDEMPOTENCY_HPP

#include "message.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <unordered_map>

namespace sandbox {

/// The response to each X-Idempotency-Key, as long as the sandbox lives.
///
/// ConnectPSP documents that the second request of a key gets the first one's response. The rest is
/// the sandbox's own choice: a key that comes again with another path or other bytes is refused
/// with 422 IDEMPOTENCY_KEY_REUSED, and only answers below 300 are remembered, so that a request
/// refused for want of funds may go through later under its own key.
class idempotency_store {
public:
    /// The answer remembered for the request's key, or what `process` answers. Without a key there
    /// is nothing to remember.
    reply answer(request const& req, std::function<reply()> const& process);

    [[nodiscard]] std::uint64_t replayed() const { return replayed_; }

private:
    struct memory {
        std::string path;
        std::string body;
        reply given;
    };
    std::unordered_map<std::string, memory> by_key_;
    std::uint64_t replayed_ = 0;
};

} // namespace sandbox

#endif
