#ifndef CONNECTPSP_TESTS_SIMULATION_ATTEMPT_STORE_HPP
#define CONNECTPSP_TESTS_SIMULATION_ATTEMPT_STORE_HPP

#include <connectpsp/api/cash_in.hpp>
#include <connectpsp/api/cash_out.hpp>

#include <variant>

namespace simulation {

/// What survives a crash of an attempt: the operation, with its key.
class stored_attempt {
public:
    template <class Op>
    void keep(Op const& op) {
        op_ = op;
    }
    template <class Op>
    Op bring_back() const {
        return std::get<Op>(op_);
    }
    bool empty() const noexcept { return op_.index() == 0; }

private:
    std::variant<std::monostate, connectpsp::create_cash_out, connectpsp::create_cash_in,
                 connectpsp::refund_cash_in>
        op_;
};

} // namespace simulation

#endif
