// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_FLOW_PAGED_HPP
#define CONNECTPSP_FLOW_PAGED_HPP

#include <connectpsp/api/operation.hpp>
#include <connectpsp/core/result.hpp>
#include <connectpsp/core/timestamp.hpp>
#include <connectpsp/core/version.hpp>
#include <connectpsp/flow/exchange.hpp>
#include <connectpsp/flow/retry_policy.hpp>
#include <connectpsp/flow/session.hpp>

#include <algorithm>
#include <chrono>
#include <concepts>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE {

/// An operation whose answer is one page of many: its `next_page` returns the operation that asks
/// for the page after this one, and nothing after the last page.
template <class Op>
concept pageable = requires(Op const& op, typename Op::result_type const& page) {
    { op.next_page(page) } -> std::same_as<std::optional<Op>>;
};

namespace detail {

/// Returns the error of a page that is not asked for because the deadline has passed.
CONNECTPSP_DECL error no_page_in_time();

} // namespace detail

/// Reads a list page by page, without a socket or a clock. It makes one exchange for each page; the
/// caller carries the exchange out with a client's loop, a coroutine or an event loop, and hands
/// the page back.
///
///     paged pages{session, list_entries{...}};
///     while (auto exchange = pages.next(now())) {
///         auto page = co_await co_run<task>(std::move(*exchange), send, sleep, clock);
///         if (!page) co_return page.error();
///         if (auto more = pages.accept(page.value(), now()); !more) co_return more.error();
///     }
///
/// The policy's deadline counts for all pages together, from the first next(). The other members of
/// the policy count for each page. client::for_each_page() does all of this for a transport that
/// blocks.
///
/// Thread safety: one thread at a time. The session must outlive it.
template <class Op>
class paged {
public:
    paged(connectpsp::session& session, Op first, retry_policy const& policy = {})
        : session_(&session)
        , next_(std::move(first))
        , policy_(policy) {
        static_assert(pageable<Op>, "connectpsp: a paged operation has a member function "
                                    "`std::optional<Op> next_page(result_type const&) const`");
        static_assert(!Op::endpoint.has_effect(),
                      "connectpsp: only an operation without an effect is read page by page");
    }

    /// Returns the exchange for the next page, not started. Returns nothing after the last page,
    /// and as long as the page before was not accepted.
    /// @param now of the same clock as all other calls
    /// @param told observes that exchange
    template <class Observer = no_observer>
    std::optional<exchange<Op, Observer>> next(timestamp now, Observer told = {}) {
        if (!next_) return std::nullopt;
        if (!began_) began_ = now;
        retry_policy rest = policy_;
        rest.deadline = policy_.deadline - elapsed(now);
        asked_ = std::exchange(next_, std::nullopt);
        return std::optional<exchange<Op, Observer>>{std::in_place, *session_,    *asked_,
                                                     rest,          std::nullopt, std::move(told)};
    }

    /// Takes the page that the last exchange ended with. It is valid whatever this returns.
    /// Errors: repeated_page, when the next page was read before, so that the list would never end;
    /// not_sent, with `timed_out` underneath, when there is a next page and the deadline has
    /// passed. After an error, next() returns nothing.
    result<void> accept(typename Op::result_type const& page, timestamp now) {
        if (!asked_) return boost::outcome_v2::success();
        Op const asked = *std::exchange(asked_, std::nullopt);
        std::optional<Op> following = asked.next_page(page);
        if (!following) return boost::outcome_v2::success();
        seen_.push_back(address_of(asked));
        if (std::find(seen_.begin(), seen_.end(), address_of(*following)) != seen_.end())
            return error{errc::repeated_page};
        if (elapsed(now) >= policy_.deadline) return detail::no_page_in_time();
        next_ = std::move(following);
        return boost::outcome_v2::success();
    }

private:
    std::chrono::milliseconds elapsed(timestamp now) const noexcept {
        return std::chrono::floor<std::chrono::milliseconds>(now - *began_);
    }

    /// Returns what tells one page from another: the members of the path and the query. One that
    /// cannot be sent has none; its exchange says why.
    static std::string address_of(Op const& op) {
        auto const parts = detail::make_request_parts(op);
        if (!parts) return {};
        std::string address = parts.value().query;
        for (detail::path_member const& member : parts.value().path)
            address.append("/").append(member.text);
        return address;
    }

    connectpsp::session* session_;
    std::optional<Op> next_;  ///< not asked for yet
    std::optional<Op> asked_; ///< asked for, and not accepted yet
    retry_policy policy_;
    std::optional<timestamp> began_{};
    std::vector<std::string> seen_{};
};

} // namespace connectpsp

#if !defined(CONNECTPSP_SEPARATE_COMPILATION)
#include <connectpsp/flow/impl/paged.ipp>
#endif

#endif
