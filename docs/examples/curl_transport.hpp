#pragma once
#include <algorithm>
#include <connectpsp/connectpsp.hpp>
#include <curl/curl.h>
#include <memory>
#include <string>

namespace examples {
namespace psp = connectpsp;

/// Carries requests with libcurl, one at a time. Needs libcurl 7.85 or later and, once in a
/// program, curl_global_init.
class curl_transport {
public:
    explicit curl_transport(long timeout_seconds = 30) : timeout_(timeout_seconds) {}

    psp::result<psp::response> operator()(psp::request const& message) {
        CURL* const curl = handle_.get();
        if (curl == nullptr) return psp::error{psp::errc::not_sent};
        curl_easy_reset(curl); // keeps connections and forgets what the last request set
        curl_slist* lines = nullptr;
        for (auto const field : message.headers)
            lines = curl_slist_append(lines, text(field).c_str());
        std::unique_ptr<curl_slist, void (*)(curl_slist*)> owner{lines, curl_slist_free_all};
        std::string answer;
        curl_easy_setopt(curl, CURLOPT_URL, message.url.c_str());
        curl_easy_setopt(curl, CURLOPT_HTTPHEADER, lines);
        curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "https,http");
        if (!message.origin().secure) curl_easy_setopt(curl, CURLOPT_NOPROXY, "*"); // loopback
        curl_easy_setopt(curl, CURLOPT_TIMEOUT, timeout_);
        curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
        curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &curl_transport::keep);
        curl_easy_setopt(curl, CURLOPT_WRITEDATA, &answer);
        if (message.method == psp::http_method::post) {
            curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, static_cast<long>(message.body.size()));
            curl_easy_setopt(curl, CURLOPT_POSTFIELDS, message.body.c_str());
            curl_easy_setopt(curl, CURLOPT_FRESH_CONNECT, 1L); // a kept one may send twice
        }
        if (CURLcode const code = curl_easy_perform(curl); code != CURLE_OK) return failure(code);
        long status = 0;
        curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
        return psp::response{static_cast<int>(status), header(curl, "Content-Type"),
                             std::move(answer), header(curl, "Retry-After")};
    }

private:
    struct category final : boost::system::error_category {
        char const* name() const noexcept override { return "libcurl"; }
        std::string message(int code) const override { return curl_easy_strerror(CURLcode(code)); }
    };

    static psp::error failure(CURLcode code) {
        static category const libcurl;
        bool const left = code != CURLE_COULDNT_RESOLVE_HOST && code != CURLE_COULDNT_CONNECT &&
                          code != CURLE_SSL_CONNECT_ERROR && code != CURLE_PEER_FAILED_VERIFICATION;
        return {left ? psp::errc::no_answer : psp::errc::not_sent,
                {.cause = {static_cast<int>(code), libcurl}}};
    }
    // Keeps a body up to one byte over the limit, which is enough for it to be refused.
    static std::size_t keep(char* bytes, std::size_t, std::size_t size, void* to) {
        auto& body = *static_cast<std::string*>(to);
        body.append(bytes, std::min(size, psp::limits::response_body_bytes + 1 - body.size()));
        return size;
    }

    static std::string text(psp::header_field field) {
        return std::string{field.name} + ": " + std::string{field.value};
    }

    static std::string header(CURL* curl, char const* name) {
        curl_header* found = nullptr;
        curl_easy_header(curl, name, 0, CURLH_HEADER, -1, &found);
        return found != nullptr ? found->value : "";
    }
    std::unique_ptr<CURL, void (*)(CURL*)> handle_{curl_easy_init(), curl_easy_cleanup};
    long timeout_;
};

} // namespace examples
