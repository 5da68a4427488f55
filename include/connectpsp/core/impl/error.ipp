// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_CORE_IMPL_ERROR_IPP
#define CONNECTPSP_CORE_IMPL_ERROR_IPP

#include <connectpsp/core/detail/enumerator_text.hpp>
#include <connectpsp/core/detail/guid.hpp>
#include <connectpsp/core/detail/log_text.hpp>
#include <connectpsp/core/error.hpp>
#include <connectpsp/core/version.hpp>

#include <ostream>
#include <string_view>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE {

CONNECTPSP_DECL error_context const& error::context() const noexcept {
    static error_context const nothing{};
    return context_ ? *context_ : nothing;
}

CONNECTPSP_DECL std::string to_string(error const& value) {
    std::string text;
    if (value.status() != 0) text += std::to_string(value.status());
    if (auto const* problem = value.problem();
        problem && problem->code && detail::is_enumerator_text(*problem->code)) {
        if (!text.empty()) text += ' ';
        text += *problem->code;
    }
    if (!text.empty()) text += ": ";
    // A message of another library's and the text of a member may hold any character.
    auto const append = [&text](std::string_view piece) {
        detail::append_for_log(text, piece, false);
    };
    std::string const message = value.cause().message();
    // Some messages name the value themselves.
    if (message.find(value.subject()) == std::string::npos) {
        append(value.subject());
        text += ": ";
    }
    append(message);
    if (!value.pointer().empty()) {
        text += " at ";
        append(value.pointer());
    }
    if (value.offset()) text.append(" at offset ").append(std::to_string(*value.offset()));
    if (!value.detail().empty()) {
        text += ", ";
        append(value.detail());
    }
    if (auto const* differs = value.mismatch()) {
        text += ": expected ";
        append(differs->expected);
        text += ", got ";
        append(differs->received);
    }
    if (value.underlying().failed()) {
        text += " (";
        append(value.underlying().message());
        text += ')';
    }
    if (value.outcome_unknown() && !(value.cause() == errc::outcome_unknown))
        text += "; outcome unknown";
    if (std::string_view const key = value.idempotency_key(); !key.empty())
        text.append(" of key ").append(detail::is_guid(key) ? key : detail::masked_text);
    return value.during_authentication() ? "asking for a token: " + text : text;
}

CONNECTPSP_DECL std::ostream& operator<<(std::ostream& out, error const& value) {
    return out << to_string(value);
}

} // namespace connectpsp

#endif
