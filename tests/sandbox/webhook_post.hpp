// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_TESTS_SANDBOX_WEBHOOK_POST_HPP
#define CONNECTPSP_TESTS_SANDBOX_WEBHOOK_POST_HPP

#include "loopback_url.hpp"
#include "message.hpp"
#include "timed_socket.hpp"

#include <chrono>
#include <mutex>
#include <string>

namespace sandbox {

/// Posts to one receiver at a time, and can be cut off by another thread.
class webhook_post {
public:
    struct outcome {
        int status = 0;         ///< 0: no whole answer came in time
        std::string error = {}; ///< why not
    };

    outcome send(loopback_url const& to, header_fields const& fields, std::string const& body,
                 std::chrono::milliseconds limit);
    /// Ends what is being sent and refuses what would be. From any thread.
    void cut() noexcept;

private:
    std::mutex mutex_; // guards the two members after it
    timed_socket* current_ = nullptr;
    bool cut_ = false;
};

} // namespace sandbox

#endif
