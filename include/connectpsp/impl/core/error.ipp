#ifndef CONNECTPSP_IMPL_CORE_ERROR_IPP
#define CONNECTPSP_IMPL_CORE_ERROR_IPP

#include <connectpsp/core/error.hpp>
#include <connectpsp/detail/symbol_text.hpp>

#include <ostream>

namespace connectpsp {

CONNECTPSP_DECL error_context const& error::context() const noexcept {
    static error_context const nothing{};
    return context_ ? *context_ : nothing;
}

CONNECTPSP_DECL std::string to_string(error const& value) {
    std::string text;
    if (value.status() != 0) text += std::to_string(value.status());
    if (auto const* problem = value.problem();
        problem && problem->code && detail::is_symbol_text(*problem->code)) {
        if (!text.empty()) text += ' ';
        text += *problem->code;
    }
    if (!text.empty()) text += ": ";
    text += value.code().message();
    if (!value.pointer().empty()) {
        text += " at ";
        text += value.pointer();
    }
    if (value.offset()) text.append(" at offset ").append(std::to_string(*value.offset()));
    if (auto const* differs = value.mismatch())
        text.append(": asked ")
            .append(differs->expected)
            .append(", answered ")
            .append(differs->received);
    if (value.cause().failed()) {
        text += " (";
        text += value.cause().message();
        text += ')';
    }
    if (value.outcome_unknown()) text += "; outcome unknown";
    if (!value.idempotency_key().empty()) text.append(" of key ").append(value.idempotency_key());
    return value.while_authorizing() ? "asking for a token: " + text : text;
}

CONNECTPSP_DECL std::ostream& operator<<(std::ostream& out, error const& value) {
    return out << to_string(value);
}

} // namespace connectpsp

#endif
