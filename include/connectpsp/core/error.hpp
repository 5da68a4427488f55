// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_CORE_ERROR_HPP
#define CONNECTPSP_CORE_ERROR_HPP

#include <connectpsp/core/detail/owned_text.hpp>
#include <connectpsp/core/errc.hpp>
#include <connectpsp/core/problem.hpp>
#include <connectpsp/core/retry_after.hpp>
#include <connectpsp/core/version.hpp>

#include <cstddef>
#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE {

/// The requested value and the received one, safe for a log: amounts as they are, of references
/// and ids the ends, of people, keys and accounts nothing but where they differ.
struct value_mismatch {
    std::string expected{};
    std::string received{};

    bool operator==(value_mismatch const&) const = default;
};

/// The details of an error, in addition to its code. Our words and the server's are kept apart:
/// `problem` and `body_excerpt` are the server's, untrusted, and never printed by operator<<.
struct error_context {
    int status = 0;        ///< the HTTP status; 0 when no answer was looked at
    std::string pointer{}; ///< where in our JSON or configuration, as an RFC 6901 JSON pointer
    std::optional<std::size_t> offset{}; ///< where in a text that is no JSON, in bytes
    std::string subject{};               ///< the name of the value that is wrong: `CPF`, `base URL`
    std::string detail{}; ///< what is expected and was found: `expected 11 digits, got 10`
    std::optional<value_mismatch> mismatch{};
    std::string transaction_id{};     ///< of an answer that could be read and is not what was asked
    std::string idempotency_key{};    ///< of an operation whose outcome is unknown
    std::string external_reference{}; ///< of an operation whose outcome is unknown
    bool during_authentication =
        false; ///< a token was asked for; the operation itself was not sent
    std::optional<connectpsp::problem> problem{};
    std::string body_excerpt{}; ///< the start of an error's body; of a login's nothing
    std::optional<connectpsp::retry_after> retry_after{};
    boost::system::error_code underlying{}; ///< what another library, or a smaller part, reported
    bool in_webhook = false; ///< found in a webhook that was signed, not in what the caller gave
    /// Set when money may have moved although no success was read: what to do about it. The error's
    /// code then is errc::outcome_unknown, and the code that it was made with is its cause.
    std::optional<remedy> unknown_outcome{};
};

/// Why a result holds no value: a code, and what is known about it. Cheap to copy. The accessors of
/// a temporary error return copies and never a view.
class error {
public:
    error(boost::system::error_code code) noexcept : code_(code) {}
    error(errc code) noexcept : code_(code) {}
    error(api_errc code) noexcept : code_(code) {}
    error(boost::system::error_code code, error_context context)
        : code_(code)
        , context_(std::make_shared<error_context const>(std::move(context))) {}

    /// Returns errc::outcome_unknown where the outcome is unknown, and cause() otherwise.
    boost::system::error_code code() const noexcept {
        bool const unknown = context_ && context_->unknown_outcome;
        return unknown ? make_error_code(errc::outcome_unknown) : code_;
    }

    /// Returns what the last attempt met with: a code of errc or api_errc, or a transport's own.
    /// Where the outcome is known, it is code(). Where it is unknown, it says what that attempt was
    /// told, and nothing about what has happened: insufficient_funds may be the last code of a
    /// payout that was made.
    boost::system::error_code cause() const noexcept { return code_; }

    /// The HTTP status of the answer, 0 without one.
    int status() const noexcept { return context().status; }

    /// A JSON pointer to what is wrong in the document, empty for the whole.  RFC 6901
    std::string const& pointer() const& noexcept { return context().pointer; }
    detail::owned_text pointer() const&& { return detail::owned_text{pointer()}; }

    /// Where in a text that is not JSON, such as a BR Code or a value, in bytes from its start.
    std::optional<std::size_t> offset() const noexcept { return context().offset; }

    /// The name of the value that a factory refused, such as `CPF`; else empty.
    std::string const& subject() const& noexcept { return context().subject; }
    detail::owned_text subject() const&& { return detail::owned_text{subject()}; }

    /// The expected and the found form of a value, such as `expected 11 digits, got 10`; else
    /// empty. Never the value itself.
    std::string const& detail() const& noexcept { return context().detail; }
    detail::owned_text detail() const&& { return detail::owned_text{detail()}; }

    /// The requested value and the received one, masked for a log; or null.
    value_mismatch const* mismatch() const& noexcept {
        return context().mismatch ? &*context().mismatch : nullptr;
    }
    std::optional<value_mismatch> mismatch() const&& { return context().mismatch; }

    /// The transaction id in a response that is about something else, or that is not an acceptance:
    /// what to read to find out what happened. Empty for every other error.
    std::string const& transaction_id() const& noexcept { return context().transaction_id; }
    detail::owned_text transaction_id() const&& { return detail::owned_text{transaction_id()}; }

    /// With an unknown outcome that a client or exchange ended with: what the operation is known
    /// by, as far as it has them. Find out with this key, or ask for the reference.
    std::string const& idempotency_key() const& noexcept { return context().idempotency_key; }
    detail::owned_text idempotency_key() const&& { return detail::owned_text{idempotency_key()}; }
    std::string const& external_reference() const& noexcept { return context().external_reference; }
    detail::owned_text external_reference() const&& {
        return detail::owned_text{external_reference()};
    }

    /// Whether it was a token that was asked for, and not the operation itself.
    bool during_authentication() const noexcept { return context().during_authentication; }

    /// The problem the server sent, or null. A failed login's has its code alone, because any other
    /// member may repeat the client secret.
    connectpsp::problem const* problem() const& noexcept {
        return context().problem ? &*context().problem : nullptr;
    }
    std::optional<connectpsp::problem> problem() const&& { return context().problem; }

    /// The start of an error's body, at most limits::body_excerpt_bytes. Beside a problem it shows
    /// the extension members, such as `errors` or `traceId`. It is for debugging and may name a
    /// person: keep it out of logs. Empty for a failed login and for an answer with success.
    /// RFC 9457 §3.2
    std::string const& body_excerpt() const& noexcept { return context().body_excerpt; }
    detail::owned_text body_excerpt() const&& { return detail::owned_text{body_excerpt()}; }

    /// When the server asks to come back.  RFC 9110 §10.2.3
    std::optional<connectpsp::retry_after> retry_after() const noexcept {
        return context().retry_after;
    }

    /// Returns the code that was reported underneath cause(): by the transport, by the JSON parser,
    /// or by the part of this library that found the details; a code of success where there is
    /// none. The outcome of the operation does not change it.
    boost::system::error_code underlying() const noexcept { return context().underlying; }

    /// True when money may have moved: the request may have been carried out, and no answer says
    /// whether it was. Do not create the same operation again before you have done what remedy()
    /// says. From parse() it speaks of one attempt; a client and an exchange speak of all they
    /// made.
    bool outcome_unknown() const noexcept { return code() == errc::outcome_unknown; }

    /// Returns the next step.
    connectpsp::remedy remedy() const noexcept {
        if (outcome_unknown())
            return context().unknown_outcome.value_or(connectpsp::remedy::reconcile);
        return is_about_answer() ? connectpsp::remedy::contact_support : remedy_of(code_);
    }

    /// This error with a changed context.
    template <class Change>
    error with(Change&& change) const {
        error_context changed = context();
        std::forward<Change>(change)(changed);
        return {code_, std::move(changed)};
    }

    /// Returns whether the error meets a condition. An unknown outcome meets
    /// condition::outcome_unknown alone: retry by remedy(), and look for the reason in cause(). A
    /// value that is wrong in an answer is an invalid_response.
    friend bool operator==(error const& left, condition right) noexcept {
        if (left.outcome_unknown()) return right == condition::outcome_unknown;
        // An answer to the request for a token says nothing about the operation.
        if (left.during_authentication() &&
            (right == condition::not_found || right == condition::rejected ||
             right == condition::insufficient_funds || right == condition::already_done))
            return false;
        if (left.is_about_answer())
            return right == condition::invalid_response ||
                   (right == condition::mismatch && left.code_ == right);
        return left.code_ == right;
    }
    friend bool operator==(error const& left, errc right) noexcept { return left.code() == right; }
    friend bool operator==(error const& left, api_errc right) noexcept {
        return left.code() == right;
    }

private:
    CONNECTPSP_DECL error_context const& context() const noexcept;

    /// Whether one of our own codes was found in what the server sent: out_of_range is the caller's
    /// mistake in an argument and the server's in an answer or webhook.
    bool is_about_answer() const noexcept {
        return (status() != 0 || context().in_webhook) && code_.category() == core_category();
    }

    boost::system::error_code code_;
    std::shared_ptr<error_context const> context_{};
};

/// One line for a log, in printable ASCII with other characters as `\uXXXX`: status, problem code
/// (capitals and `_` alone), which value, our message, where, what differs, the key of what may
/// have happened. Never the server's prose, which may hold names, documents or worse: that is
/// error::problem(), for those who ask; and also not the external reference, which may be a
/// person's number.
CONNECTPSP_DECL std::string to_string(error const& value);
CONNECTPSP_DECL std::ostream& operator<<(std::ostream& out, error const& value);

} // namespace connectpsp

#if !defined(CONNECTPSP_SEPARATE_COMPILATION)
#include <connectpsp/core/impl/error.ipp>
#endif

#endif
