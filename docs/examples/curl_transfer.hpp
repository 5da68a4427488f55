// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#pragma once
#include <algorithm>
#include <connectpsp/connectpsp.hpp>
#include <curl/curl.h>
#include <memory>
#include <new>
#include <string>
namespace examples {
namespace psp = connectpsp;
template <auto End>
struct ended_by {
    void operator()(auto* it) const { End(it); }
};
using curl_handle = std::unique_ptr<CURL, ended_by<curl_easy_cleanup>>;
/// A request set up in an easy handle of libcurl 7.85 or later. It stays where it is, and request
/// and handle last, until its end.
class curl_transfer {
public:
    curl_transfer(CURL* handle, psp::request const& message, long timeout_seconds) : curl_(handle) {
        curl_easy_reset(curl_); // keeps connections and forgets what the last request set
        for (auto const [name, value] : message.headers)
            append(std::string{name} + ": " + std::string{value});
        curl_easy_setopt(curl_, CURLOPT_URL, message.url.c_str());
        curl_easy_setopt(curl_, CURLOPT_HTTPHEADER, lines_.get());
        curl_easy_setopt(curl_, CURLOPT_PROTOCOLS_STR, "https,http");
        if (!message.origin().secure) curl_easy_setopt(curl_, CURLOPT_NOPROXY, "*"); // loopback
        curl_easy_setopt(curl_, CURLOPT_TIMEOUT, timeout_seconds);
        curl_easy_setopt(curl_, CURLOPT_NOSIGNAL, 1L);
        curl_easy_setopt(curl_, CURLOPT_WRITEFUNCTION, &curl_transfer::keep);
        curl_easy_setopt(curl_, CURLOPT_WRITEDATA, &body_);
        curl_easy_setopt(curl_, CURLOPT_PREREQFUNCTION, &curl_transfer::leave);
        curl_easy_setopt(curl_, CURLOPT_PREREQDATA, &left_);
        // libcurl sends again by itself when a kept connection turns out dead.
        if (!message.repeatable()) curl_easy_setopt(curl_, CURLOPT_FRESH_CONNECT, 1L);
        if (message.method != psp::http_method::post) return;
        curl_easy_setopt(curl_, CURLOPT_POSTFIELDSIZE, static_cast<long>(message.body.size()));
        curl_easy_setopt(curl_, CURLOPT_POSTFIELDS, message.body.c_str());
    }
    curl_transfer(curl_transfer const&) = delete; // the handle knows where it is
    psp::result<psp::response> end(CURLcode code) {
        if (code != CURLE_OK) return failure(code);
        long status = 0;
        curl_easy_getinfo(curl_, CURLINFO_RESPONSE_CODE, &status);
        return psp::response{static_cast<int>(status), header("Content-Type"), std::move(body_),
                             header("Retry-After")};
    }

private:
    struct category final : boost::system::error_category {
        char const* name() const noexcept override { return "libcurl"; }
        std::string message(int code) const override { return curl_easy_strerror(CURLcode(code)); }
    };
    psp::error failure(CURLcode code) const {
        static category const libcurl;
        return {left_ ? psp::errc::no_answer : psp::errc::not_sent,
                {.underlying = {int(code), libcurl}}};
    }
    // Called when the connection is ready and the request is about to leave, each time it does.
    static int leave(void* left, char*, char*, int, int) noexcept {
        *static_cast<bool*>(left) = true;
        return CURL_PREREQFUNC_OK;
    }
    // Keeps a body up to one byte over the limit, which is enough for it to be refused.
    static std::size_t keep(char* bytes, std::size_t, std::size_t size, void* to) try {
        auto& body = *static_cast<std::string*>(to);
        body.append(bytes, (std::min)(size, psp::limits::response_body_bytes + 1 - body.size()));
        return size;
    } catch (std::bad_alloc const&) { // must not pass libcurl, which takes this for its end
        return 0;
    }
    void append(std::string const& line) {
        curl_slist* const all = curl_slist_append(lines_.get(), line.c_str());
        if (all == nullptr) throw std::bad_alloc{}; // never without one of the headers
        static_cast<void>(lines_.release());
        lines_.reset(all);
    }
    std::string header(char const* name) {
        curl_header* found = nullptr;
        curl_easy_header(curl_, name, 0, CURLH_HEADER, -1, &found);
        return found != nullptr ? found->value : "";
    }
    CURL* curl_;
    bool left_ = false;
    std::string body_;
    std::unique_ptr<curl_slist, ended_by<curl_slist_free_all>> lines_;
};
} // namespace examples
