// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#pragma once
#include <unistd.h>

#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

namespace cli {

/// Tells on a terminal what is waited for, once that takes longer than a second.
class progress {
public:
    explicit progress(std::string what) {
        if (isatty(STDERR_FILENO) == 0) return;
        teller_ = std::thread{[this, text = std::move(what)] {
            std::unique_lock lock{mutex_};
            for (int seconds = 1;
                 !ended_.wait_for(lock, std::chrono::seconds{1}, [this] { return is_over_; });
                 ++seconds)
                std::fprintf(stderr, "\r%s: %d s", text.c_str(), seconds), was_told_ = true;
        }};
    }
    progress(progress const&) = delete;
    progress& operator=(progress const&) = delete;
    ~progress() {
        if (!teller_.joinable()) return;
        {
            std::lock_guard const lock{mutex_};
            is_over_ = true;
        }
        ended_.notify_one();
        teller_.join();
        if (was_told_) std::fputs("\r\033[K", stderr);
    }

private:
    std::mutex mutex_{};
    std::condition_variable ended_{};
    bool is_over_ = false;
    bool was_told_ = false;
    std::thread teller_{};
};

} // namespace cli
